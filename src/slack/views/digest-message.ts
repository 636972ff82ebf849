import type { KnownBlock } from '@slack/types';
import { type Digest, type DigestFate, type DigestRow, isInNeed } from '../../domain/digest.ts';
import { type InvitationRecord, type PendingGroup, pendingGroups } from '../../domain/invitation.ts';
import type { Organization } from '../../domain/organization.ts';
import { wordDeliveries } from '../delivery-texts.ts';
import { listOf } from '../plural.ts';
import { mrkdwnPen, type Pen } from '../wording.ts';
import { actions, button, context, type Message, section } from './blocks.ts';
import { encodeLink } from './link-value.ts';
import { OPEN_EXPIRED, OPEN_PENDING } from './open-buttons.ts';
import { pendingGroupTitles, withdrawConfirm } from './pending-modal.ts';
import { who } from './people.ts';

export const DIGEST_REINVITE = 'digest_reinvite';
export const DIGEST_WITHDRAW = 'digest_withdraw';

// What Slack takes of all blocks of a message, as JSON, is some 13,200 characters: whoever does not fit is counted.
const maxCharacters = 12_500;
// More than these a group are no reading for a morning.
const mostInNeed = 6;
const mostLines = 10;

type Named = Pick<Organization, 'name' | 'timeZone'>;

/**
 * What waits on a working day, in the groups of the pending screen. Who needs a hand has buttons, until it is decided: then it
 * says by whom and when.
 */
export const digestMessage = (digest: Digest, organization: Named): Message => {
  const pen = mrkdwnPen(organization.timeZone);
  const text = `Pending invitations of ${pen.say(organization.name, 60)}: ${inWords(digest)}`;
  let shown = mostInNeed;
  let blocks = blocksOf(digest, organization, pen, shown);
  while (shown > 0 && JSON.stringify(blocks).length > maxCharacters) {
    shown -= 1;
    blocks = blocksOf(digest, organization, pen, shown);
  }
  return { text, blocks };
};

const groupWords: Readonly<Record<PendingGroup, string>> = {
  not_delivered: 'not delivered',
  ending_today: 'ending today',
  waiting: 'waiting',
  scheduled: 'scheduled',
  ran_out_this_week: 'ran out this week',
  older: 'older',
};

const inWords = ({ counts }: Digest): string =>
  listOf(pendingGroups.filter((group) => counts[group] > 0).map((group) => `${counts[group]} ${groupWords[group]}`));

const blocksOf = (digest: Digest, organization: Named, pen: Pen, shown: number): KnownBlock[] => [
  section(
    `*Pending invitations of ${pen.say(organization.name, 60)}*, ${pen.at(digest.writtenAt)}: ${inWords(digest)}`,
  ),
  ...pendingGroups.flatMap((group) => groupBlocks(digest, group, pen, shown)),
  ...(digest.isOver ? [context('A newer digest has taken its place.')] : endButtons(digest)),
];

const groupBlocks = (digest: Digest, group: PendingGroup, pen: Pen, shown: number): KnownBlock[] => {
  const total = digest.counts[group];
  if (total === 0) return [];
  const title = `*${pendingGroupTitles[group]} ${total}*`;
  if (group === 'older') return [section(`${title}: their links ran out more than a week ago`)];
  const named = digest.rows.filter((row) => row.group === group);
  const rows = named.slice(0, isInNeed(group) ? shown : Math.min(mostLines, shown * 2));
  const hidden = total - rows.length;
  const more = hidden > 0 ? [`…and ${hidden} more`] : [];
  if (!isInNeed(group)) return [section([title, ...rows.map((row) => `• ${lineOf(row, pen)}`), ...more])];
  return [
    section(title),
    ...rows.flatMap((row) => rowBlocks(row, digest.isOver, pen)),
    ...more.map((text) => context(text)),
  ];
};

const rowBlocks = (row: DigestRow, isOver: boolean, pen: Pen): KnownBlock[] => {
  const { invitation, fate } = row;
  const text = section(`• ${lineOf(row, pen)}`);
  if (isOver || fate.kind !== 'open') return [text];
  const { id, generation, firstName, lastName, email } = invitation;
  const person = [firstName, lastName].filter(Boolean).join(' ') || email;
  return [
    text,
    actions(
      button({ id: DIGEST_REINVITE, text: 'Reinvite', value: encodeLink(id, generation), label: `Reinvite ${person}` }),
      button({
        id: DIGEST_WITHDRAW,
        text: 'Withdraw',
        value: id,
        label: `Withdraw the invitation of ${person}`,
        confirm: withdrawConfirm(invitation),
      }),
    ),
  ];
};

const lineOf = ({ group, invitation, fate }: DigestRow, pen: Pen): string => {
  const person = `${nameOf(invitation, pen)}, ${pen.say(invitation.role.name, 40)}`;
  return `${person}: ${fateWords(fate, group, invitation, pen)}`;
};

const nameOf = ({ firstName, lastName, email }: InvitationRecord, pen: Pen): string => {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  const address = pen.address(email.slice(0, 100));
  return name ? `*${pen.say(name, 60)}* (${address})` : `*${address}*`;
};

const by = (party: InvitationRecord['issuer'], pen: Pen): string => (party ? ` by ${who(party, pen)}` : '');

const fateWords = (fate: DigestFate, group: PendingGroup, invitation: InvitationRecord, pen: Pen): string => {
  switch (fate.kind) {
    case 'open':
      return standingOf(group, invitation, pen);
    case 'sent':
      return `${wordDeliveries(invitation.deliveries, pen)} after all`;
    case 'joined':
      return `joined, ${pen.at(fate.at)}`;
    case 'declined':
      return `declined, ${pen.at(fate.at)}`;
    case 'withdrawn':
      return `withdrawn${by(fate.by, pen)}, ${pen.at(fate.at)}`;
    case 'reinvited':
      return `reinvited${by(fate.by, pen)}, ${pen.at(fate.at)}`;
  }
};

/** Since when, and what is known of it. */
const standingOf = (group: PendingGroup, invitation: InvitationRecord, pen: Pen): string => {
  const { issuedAt, issuer, sendAfter, expiresAt, openedAt, askedAt, deliveries } = invitation;
  if (expiresAt === null) return sendAfter ? `goes out ${pen.at(sendAfter)}` : 'goes out later';
  const way = wordDeliveries(deliveries, pen);
  const arrived = deliveries.some(({ state }) => state === 'SENT');
  const opened = openedAt ? `, opened ${pen.at(openedAt)}` : '';
  const asked = askedAt ? `; asked for a new link ${pen.at(askedAt)}` : '';
  switch (group) {
    case 'not_delivered':
      return `${way}. Invited ${pen.at(issuedAt)}${by(issuer, pen)}${asked}`;
    case 'ran_out_this_week':
      return `ran out ${pen.at(expiresAt)}; ${way}${arrived ? opened || ', never opened' : ''}${asked}`;
    case 'ending_today':
    case 'waiting':
    case 'scheduled':
    case 'older':
      return `since ${pen.at(issuedAt)}${by(issuer, pen)}${opened}, ends ${pen.at(expiresAt)}`;
  }
};

/** For all at once, and for whoever is not named here. */
const endButtons = ({ rows, counts }: Digest): KnownBlock[] => {
  const isOpen = rows.some(({ fate }) => fate.kind === 'open' || fate.kind === 'sent');
  const hasUnnamed = pendingGroups.some((group) => counts[group] > rows.filter((row) => row.group === group).length);
  if (!isOpen && !hasUnnamed) return [];
  const ranOut = rows.filter((row) => row.group === 'ran_out_this_week');
  const canReinvite =
    counts.older > 0 || counts.ran_out_this_week > ranOut.length || ranOut.some(({ fate }) => fate.kind === 'open');
  return [
    actions(
      ...(canReinvite ? [button({ id: OPEN_EXPIRED, text: 'Reinvite all expired…' })] : []),
      button({ id: OPEN_PENDING, text: 'Pending' }),
    ),
  ];
};
