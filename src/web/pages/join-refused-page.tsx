import type { VNode } from 'preact';
import type { JoinRefusal } from '../../domain/decide-join.ts';
import { momentText } from '../../domain/moment-text.ts';
import type { JoinFacts } from '../join-pages.ts';
import type { Paths } from '../paths.ts';
import { renderPage } from './page-frame.tsx';
import { WhomToAsk } from './text-link.tsx';

/** Why nobody joins by this link, or why the one who proved an address does not; and the next step. */
export function joinRefusedPage(facts: JoinFacts, why: JoinRefusal, paths: Paths): string {
  const { organizationName } = facts;
  return renderPage({
    paths,
    organizationName,
    heading: headings[why.kind],
    children: (
      <>
        <p>{reason(why, facts)}</p>
        <NextStep why={why} facts={facts} />
      </>
    ),
  });
}

const headings: Readonly<Record<JoinRefusal['kind'], string>> = {
  link_revoked: 'This link was revoked',
  link_ended: 'This link has ended',
  link_used_up: 'This link is used up',
  links_off: 'This link is off at the moment',
  link_out_of_order: 'This link does not work at the moment',
  already_member: 'You are in already',
  was_member: 'An admin has to bring you back',
  own_invitation: 'An invitation of your own waits for you',
  domain_not_welcome: 'This address is not for this link',
  not_by_link: 'This link is not for you',
};

function reason(why: JoinRefusal, { organizationName, zone }: JoinFacts): string {
  switch (why.kind) {
    case 'link_revoked':
      return `It was revoked on ${momentText(why.at, zone)}: nobody joins ${organizationName} by it any more.`;
    case 'link_ended':
      return `It was open until ${momentText(why.at, zone)}.`;
    case 'link_used_up':
      return `All who could join ${organizationName} by it have done so.`;
    case 'links_off':
      return `${organizationName} has turned off joining by links.`;
    case 'link_out_of_order':
      return `Something changed in ${organizationName} since it was made, so nobody can join by it as it is.`;
    case 'already_member':
      return `You have been a member of ${organizationName} since ${momentText(why.since, zone)}. There is nothing you need to do.`;
    case 'was_member':
      return `You were a member of ${organizationName} before, so joining by a link is not enough. Nothing has changed.`;
    case 'own_invitation':
      return `${organizationName} has invited you by name. Open the link in that mail, or in Slack: it gives you what was meant for you.`;
    case 'domain_not_welcome':
      return `${organizationName} does not take this address any more. Nothing has changed.`;
    case 'not_by_link':
      return `By what Slack says of you, ${organizationName} lets you in by an invitation only. Nothing has changed.`;
  }
}

function NextStep({ why, facts }: { readonly why: JoinRefusal; readonly facts: JoinFacts }): VNode {
  const whom = <WhomToAsk facts={{ ...facts, inviterName: null }} />;
  if (why.kind === 'already_member') return <p>Questions? Ask {whom}.</p>;
  if (why.kind === 'own_invitation') return <p>You can't find it? Ask {whom} for a new link.</p>;
  if (why.kind === 'was_member' || why.kind === 'not_by_link') return <p>Ask {whom} to invite you.</p>;
  return <p>Do you want to join? Ask {whom} for an invitation, or whoever gave you the link for a new one.</p>;
}
