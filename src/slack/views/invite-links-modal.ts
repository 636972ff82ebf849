import type { ConfirmationDialog, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { readableDomain } from '../../domain/domain-name.ts';
import type { InviteLinkRecord } from '../../domain/invite-link.ts';
import type { LinkPosition } from '../../ports/invite-links.ts';
import type { InviteLinkList, ListedLink } from '../../services/list-invite-links.ts';
import { closedInWords } from '../invite-link-texts.ts';
import { count, firstOf } from '../plural.ts';
import type { Pen, Wording } from '../wording.ts';
import { actions, button, confirm, context, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';
import { namePositionSchema } from './name-position.ts';
import { OPEN_DESK, OPEN_SETTINGS } from './open-buttons.ts';
import { who } from './people.ts';

const INVITE_LINKS_MODAL = 'invite_links_modal';
export const LINK_NEW = 'invite_link_new';
export const LINK_SHOW = 'invite_link_show';
export const LINK_REVOKE = 'invite_link_revoke';
export const LINKS_NEXT = 'invite_links_next';
export const LINKS_PREVIOUS = 'invite_links_previous';

const shownDomains = 3;

/** The invite links, newest first. `notice`: what was just done, above them. */
export const inviteLinksModal = (
  list: InviteLinkList,
  position: LinkPosition,
  wording: Wording,
  notice: readonly string[] = [],
): ModalView => ({
  ...messageModal('Invite links', [
    ...(notice.length > 0 ? [section(notice)] : []),
    ...(list.policy === 'OFF'
      ? offBlocks(wording)
      : [actions(button({ id: LINK_NEW, text: 'New link', style: 'primary' }))]),
    ...(list.rows.length > 0 ? list.rows.flatMap((row) => rowBlocks(row, wording)) : [section(emptyText)]),
    ...pageButtons(list),
  ]),
  callback_id: INVITE_LINKS_MODAL,
  private_metadata: JSON.stringify(position),
});

const offBlocks = ({ organization, pen }: Wording): KnownBlock[] => [
  section(
    `Invite links are off in ${pen.say(organization)}: nobody can make one, or join by one. They are turned on under “Who can be invited”.`,
    button({ id: OPEN_SETTINGS, text: 'Settings' }),
  ),
];

const emptyText = [
  'There are no invite links yet. Many people can join by one: each types the address that they have, and a code that is mailed there.',
  'What they become, for which addresses it is, how many can use it and until when is chosen when a link is made. It can be revoked at any time.',
];

const rowBlocks = (link: ListedLink, wording: Wording): KnownBlock[] => {
  const { pen } = wording;
  const facts = [
    `${link.uses} of ${count(link.maxUses, 'person', 'people')} joined`,
    ...(link.closed ? [closedInWords(link.closed, wording)] : [`until ${pen.at(link.expiresAt)}`]),
  ];
  const lines = [`*${linkTerms(link, pen)}*`, facts.join(' · ')];
  const small = context(
    `${domainsInWords(link, pen)} · made ${pen.at(link.createdAt)}${link.creator ? `, ${who(link.creator, pen)} answers for it` : ''}`,
  );
  const isLive = link.closed === null || link.closed.kind === 'links_off' || link.closed.kind === 'link_out_of_order';
  return [section(lines), small, ...(isLive ? [rowButtons(link)] : [])];
};

/** `Viewer in Sales`. */
export const linkTerms = ({ role, team }: InviteLinkRecord, pen: Pen): string =>
  `${pen.say(role.name)}${team ? ` in ${pen.say(team.name)}` : ''}`;

const domainsInWords = ({ allowedDomains }: Pick<InviteLinkRecord, 'allowedDomains'>, pen: Pen): string =>
  allowedDomains.length === 0
    ? 'for any address'
    : `for addresses at ${firstOf(
        allowedDomains.map((domain) => pen.say(readableDomain(domain), 80)),
        shownDomains,
      )}`;

const rowButtons = ({ id, role, closed, uses }: ListedLink): KnownBlock =>
  actions(
    ...(closed
      ? []
      : [button({ id: LINK_SHOW, text: 'Show the link', value: id, label: `Show the link for ${role.name}` })]),
    button({
      id: LINK_REVOKE,
      text: 'Revoke',
      value: id,
      label: `Revoke the link for ${role.name}`,
      confirm: revokeConfirm(uses),
    }),
  );

const revokeConfirm = (uses: number): ConfirmationDialog =>
  confirm({
    title: 'Revoke this link?',
    text: `Nobody can join by it any more, at once and for good. ${uses === 0 ? 'Nobody has joined by it.' : `The ${count(uses, 'person', 'people')} who joined by it ${uses === 1 ? 'stays' : 'stay'}.`}`,
    yes: 'Revoke',
    no: 'Keep it',
    danger: true,
  });

const pageButtons = ({ rows, hasNext, hasPrevious }: InviteLinkList): KnownBlock[] => {
  const [first, last] = [rows[0], rows.at(-1)];
  const buttons = [
    ...(hasPrevious && first ? [button({ id: LINKS_PREVIOUS, text: 'Newer', value: first.id })] : []),
    ...(hasNext && last ? [button({ id: LINKS_NEXT, text: 'Older', value: last.id })] : []),
  ];
  // From the desk this took its place: a list, the settings and a form of theirs have to fit on each other.
  return [actions(...buttons, button({ id: OPEN_DESK, text: 'Desk' }))];
};

/** The link itself, to be copied from here: it goes into no message of ours. */
export const shownLinkModal = (link: InviteLinkRecord, url: string, { pen }: Wording): ModalView =>
  messageModal('Invite link', [
    section(`Whoever opens this can join as *${linkTerms(link, pen)}*:`),
    section(`\`\`\`${url}\`\`\``),
    context(
      `It works ${domainsInWords(link, pen)}, for ${count(link.maxUses - link.uses, 'more person', 'more people')}, until ${pen.at(link.expiresAt)}. Each proves their address by a code that is mailed there.`,
    ),
  ]);

/** Said where the window was closed before the link could be shown in it: the link itself must not leave it. */
export const linkUnseenText = 'The invite link was made. The list of invite links shows it.';

const idSchema = z.uuid();

/** Ids of links as they travel in buttons; anything else is the id of none. */
export const readLinkId = (value: string): string =>
  idSchema.safeParse(value).success ? value : '00000000-0000-0000-0000-000000000000';

export const decodeLinkPosition = (metadata: string): LinkPosition => {
  try {
    return namePositionSchema.parse(JSON.parse(metadata));
  } catch {
    return null;
  }
};
