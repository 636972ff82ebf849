import type { Member } from '../../domain/member.ts';
import type { Organization } from '../../domain/organization.ts';
import { link } from '../mrkdwn.ts';
import { firstOf } from '../plural.ts';
import type { Pen } from '../wording.ts';

/** What a membership, or an invitation to one, gives. */
export type MembershipFacts = {
  readonly roleName: string;
  readonly roleDescription: string;
  readonly primaryTeamName: string | null;
  readonly secondaryTeamNames: readonly string[];
  readonly productNames: readonly string[];
};

// Beyond these the rest is counted: an organization may have a hundred products.
const maxNames = 10;

export const membershipLines = (facts: MembershipFacts, pen: Pen): string[] => {
  const names = (list: readonly string[]) =>
    firstOf(
      list.map((name) => pen.say(name, 75)),
      maxNames,
    );
  const { primaryTeamName, secondaryTeamNames, productNames } = facts;
  const others = secondaryTeamNames.length > 0 ? `, also ${names(secondaryTeamNames)}` : '';
  return [
    `*Role:* ${pen.say(facts.roleName)}. ${pen.say(facts.roleDescription)}`,
    ...(primaryTeamName ? [`*Team:* ${pen.say(primaryTeamName)}${others}`] : []),
    ...(productNames.length > 0 ? [`*Products:* ${names(productNames)}`] : []),
  ];
};

export const memberFacts = (member: Member): MembershipFacts => ({
  ...member,
  primaryTeamName: member.primaryTeam?.name ?? null,
});

type Guidance = Pick<Organization, 'productName' | 'productUrl' | 'gettingStartedUrl' | 'supportContact'>;

/** Where to go next: sign-in, first steps, whom to ask. Only what the organization has set. */
export const guidanceLines = (organization: Guidance, email: string, pen: Pen): string[] => {
  const { productName, productUrl, gettingStartedUrl, supportContact } = organization;
  return [
    ...(productUrl
      ? [`Sign in at ${link(productUrl, productName ?? productUrl)} as ${pen.address(email)}.`]
      : [`Your address here is ${pen.address(email)}.`]),
    ...(gettingStartedUrl ? [`New here? ${link(gettingStartedUrl, 'Getting started')}`] : []),
    ...(supportContact ? [`Questions? Ask ${pen.say(supportContact, 200)}.`] : []),
  ];
};
