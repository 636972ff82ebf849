import type { DeliveryChannel } from '../domain/invitation.ts';
import type { Verdict } from '../domain/why.ts';
import type { NearPerson, Thing, WhyMembership } from '../domain/why-facts.ts';
import { wordDeliveryCause, wordHoldUp } from './delivery-texts.ts';
import { link } from './mrkdwn.ts';
import { listOf } from './plural.ts';
import type { Pen, Wording } from './wording.ts';

/** Where the product is that people sign in to; as far as the organization says. */
type SignIn = { readonly productName: string | null; readonly productUrl: string | null };

/** The verdict in one sentence; `who` comes first, as the screen writes people. */
export const wordVerdict = (verdict: Verdict, who: string, email: string, signIn: SignIn, wording: Wording): string => {
  const { pen } = wording;
  switch (verdict.kind) {
    case 'lacks':
      return `${who} ${wordLack(verdict.thing, verdict.membership, pen)}`;
    case 'active':
      return `Nothing stops ${who} here: a member since ${pen.day(verdict.membership.joinedAt)}. ${wordSignIn(email, signIn, wording)}`;
    default:
      return `${who} can't get in because ${wordCause(verdict, wording)}`;
  }
};

const ways: Readonly<Record<DeliveryChannel, string>> = { DM: 'in Slack', EMAIL: 'by mail', COPY: 'by hand' };

const wordWays = (channels: readonly DeliveryChannel[]): string => listOf(channels.map((channel) => ways[channel]));

/** Goes after “because”. */
const wordCause = (verdict: Exclude<Verdict, { kind: 'lacks' | 'active' }>, { pen, command }: Wording): string => {
  switch (verdict.kind) {
    case 'never_invited':
      return `nobody has invited them.${verdict.nearest ? ` ${wordNearest(verdict.nearest, pen)}` : ''}`;
    case 'other_address':
      return `the invitation went to ${pen.address(verdict.invitedAs)}, and their address in Slack is ${pen.address(verdict.slackEmail)}.`;
    case 'not_sent_yet':
      return wordUnsent(verdict, pen);
    case 'not_delivered': {
      const why = verdict.cause ? `: ${wordDeliveryCause(verdict.cause)}` : '';
      return verdict.hasBounced
        ? `the mail with the link came back ${pen.at(verdict.at)}${why}.`
        : `the link did not reach them ${ways[verdict.channel]} ${pen.at(verdict.at)}${why}.`;
    }
    case 'not_opened':
      return verdict.channels.includes('EMAIL')
        ? `they have not opened the link: it was delivered ${wordWays(verdict.channels)} ${pen.at(verdict.sentAt)}${wordReminded(verdict, pen)} and ends ${pen.at(verdict.expiresAt)}.`
        : `they have not answered the card in Slack: it was delivered ${pen.at(verdict.sentAt)}${wordReminded(verdict, pen)} and ends ${pen.at(verdict.expiresAt)}.`;
    case 'not_accepted':
      return `they opened the link ${pen.at(verdict.openedAt)} and have not accepted yet. It ends ${pen.at(verdict.expiresAt)}.`;
    case 'ran_out':
      return `the link ran out ${pen.at(verdict.at)}; ${wordFate(verdict, pen)}.`;
    case 'superseded':
      return `the link from ${pen.at(verdict.olderAt)} was replaced by a newer one, which was delivered ${wordWays(verdict.channels)} ${pen.at(verdict.sentAt)} and not opened yet.`;
    case 'withdrawn':
      return `${verdict.byName ? `${pen.say(verdict.byName)} withdrew the invitation` : 'the invitation was withdrawn'} ${pen.at(verdict.at)}.`;
    case 'declined':
      return `they declined the invitation ${pen.at(verdict.at)}.`;
    case 'stopped':
      return `they asked ${pen.at(verdict.at)} not to be written to, so nothing is sent. Only they can take that back: on the page behind “don't write to me again” in their mail, or in Slack by ${pen.code(`${command} whoami`)}.`;
    case 'issuer_lost_right':
      return verdict.role.isRetired
        ? `the link gives the role ${pen.say(verdict.role.name)}, which is no longer given out.`
        : `${verdict.issuerName ? pen.say(verdict.issuerName) : 'whoever sent the link'} can no longer give the role ${pen.say(verdict.role.name)}.`;
    case 'deactivated':
      return wordEnd(verdict.membership, 'deactivated', pen);
    case 'removed':
      return wordEnd(verdict.membership, 'removed', pen);
  }
};

const standings: Readonly<Record<NearPerson['standing'], string>> = {
  member: 'is a member',
  invited: 'is invited',
  gone: 'was a member',
};

const wordNearest = ({ email, standing }: NearPerson, pen: Pen): string =>
  `Did you mean ${pen.address(email)}, who ${standings[standing]}?`;

const wordUnsent = (verdict: Extract<Verdict, { kind: 'not_sent_yet' }>, pen: Pen): string => {
  if (verdict.sendAfter) return `the invitation goes out later, ${pen.at(verdict.sendAfter)}.`;
  if (verdict.cause) {
    return `the link has not gone out yet: ${wordHoldUp(verdict.cause)}. Usher keeps trying since ${pen.at(verdict.since)}.`;
  }
  return `the link of ${pen.at(verdict.since)} is still on its way.`;
};

const wordReminded = ({ remindedAt }: { readonly remindedAt: Date | null }, pen: Pen): string =>
  remindedAt ? `, reminded of ${pen.at(remindedAt)},` : '';

const wordFate = ({ sent, openedAt }: Extract<Verdict, { kind: 'ran_out' }>, pen: Pen): string => {
  if (!sent) return 'it never reached them';
  const delivered = `it was delivered ${wordWays(sent.channels)} ${pen.at(sent.sentAt)}${wordReminded(sent, pen)}`;
  if (openedAt) return `${delivered}, opened ${pen.at(openedAt)} and not accepted`;
  return sent.channels.includes('EMAIL') ? `${delivered} and never opened` : `${delivered} and not answered`;
};

const wordEnd = ({ endedAt, endedByName }: WhyMembership, how: string, pen: Pen): string => {
  const when = endedAt ? ` ${pen.at(endedAt)}` : '';
  return endedByName ? `${pen.say(endedByName)} ${how} them${when}.` : `they were ${how}${when}.`;
};

const wordLack = ({ kind, name, isOffered }: Thing, { roleName }: WhyMembership, pen: Pen): string => {
  const thing = pen.say(name);
  switch (kind) {
    case 'product':
      return isOffered
        ? `can't use ${thing} because it is not among their products.`
        : `can't use ${thing} because it is switched off for everybody.`;
    case 'permission':
      return `lacks the permission “${thing}”: neither the role ${pen.say(roleName)} nor a grant of their own gives it.`;
    case 'role':
      return `can't do what ${thing} can because their role is ${pen.say(roleName)}.`;
  }
};

const wordSignIn = (email: string, { productName, productUrl }: SignIn, { pen }: Wording): string =>
  productUrl
    ? `They sign in at ${link(productUrl, productName ?? productUrl)} as ${pen.address(email)}.`
    : `They sign in to the product itself, as ${pen.address(email)}.`;
