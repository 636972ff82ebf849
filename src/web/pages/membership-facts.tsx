import type { ComponentChildren, VNode } from 'preact';
import type { MembershipFacts } from '../invitation-pages.ts';

export function FactRow({ label, children }: { readonly label: string; readonly children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The rows that say what a membership gives; inside a `dl`. */
export function MembershipRows({ facts }: { readonly facts: MembershipFacts }): VNode {
  const { roleName, roleDescription, primaryTeamName, otherTeamNames, productNames } = facts;
  return (
    <>
      <FactRow label="Role">
        {roleName} {roleDescription && <small>{roleDescription}</small>}
      </FactRow>
      {primaryTeamName && <FactRow label="Team">{primaryTeamName}</FactRow>}
      {otherTeamNames.length > 0 && <FactRow label="Also in">{otherTeamNames.join(', ')}</FactRow>}
      {productNames.length > 0 && <FactRow label="Products">{productNames.join(', ')}</FactRow>}
    </>
  );
}
