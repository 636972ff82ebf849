import type { KnownBlock, ModalView } from '@slack/types';
import { personName } from '../../domain/actor.ts';
import { countedInvitations, type PersonCard } from '../../domain/person-card.ts';
import { wordAuditEvent } from '../audit-texts.ts';
import { wordDeliveries } from '../delivery-texts.ts';
import { remaining } from '../durations.ts';
import { mention } from '../mrkdwn.ts';
import type { PersonAct } from '../person-act.ts';
import { count, firstOf } from '../plural.ts';
import type { Pen, Wording } from '../wording.ts';
import { actions, button, context, section, sections } from './blocks.ts';
import { encodeMember } from './member-value.ts';
import { messageModal } from './message-modal.ts';
import { whoWithAddress } from './people.ts';

const PERSON_MODAL = 'person_modal';

/** What the card is drawn with beside the person: `notice` is what the last act did. */
export type PersonCardFrame = {
  readonly now: Date;
  readonly acts: readonly PersonAct[];
  readonly notice?: readonly string[];
  readonly words: Wording;
  readonly plainWords: Wording;
};

/** One person, and every act that the reader may do with them. */
export const personCardModal = (card: PersonCard, frame: PersonCardFrame): ModalView => {
  const { acts, notice = [], words } = frame;
  const { pen } = words;
  return {
    ...messageModal('Person', [
      ...(notice.length > 0 ? [section(notice)] : []),
      section([whoLine(card, pen), standingLine(card, pen), ...waitingLine(card, frame)]),
      ...sections(accessLines(card, pen)),
      ...invitedNote(card),
      ...actBlocks(card, acts, frame),
      ...eventBlocks(card, pen),
    ]),
    callback_id: PERSON_MODAL,
    private_metadata: encodeMember(card),
  };
};

const whoLine = (card: PersonCard, pen: Pen): string =>
  card.slack
    ? `${whoWithAddress(card, pen)} · ${mention(card.slack.userId)}`
    : `${whoWithAddress(card, pen)} · not linked to a Slack user`;

const by = (name: string | null, pen: Pen): string => (name ? ` by ${pen.say(name, 80)}` : '');

const standingLine = (card: PersonCard, pen: Pen): string => {
  const joined = `joined ${pen.day(card.joinedAt)}${card.invitedByName ? `, invited${by(card.invitedByName, pen)}` : ''}`;
  if (card.status === 'ACTIVE') return `Active · ${joined}`;
  const ended = `${card.endedAt ? ` ${pen.at(card.endedAt)}` : ''}${by(card.endedByName, pen)}`;
  return `*${card.status === 'DEACTIVATED' ? 'Deactivated' : 'Removed'}*${ended} · ${joined}`;
};

const waitingLine = ({ waiting }: PersonCard, { now, words }: PersonCardFrame): string[] => {
  if (!waiting) return [];
  const { expiresAt, deliveries, remindersSent } = waiting;
  if (!expiresAt) return ['An invitation waits for them: it is not sent yet.'];
  const reminded = ['', ', reminded once', ', reminded twice'][remindersSent] ?? '';
  return [
    `An invitation waits for them: it ${remaining(expiresAt, now)} · ${wordDeliveries(deliveries, words.pen)}${reminded}.`,
  ];
};

// Beyond these the rest is counted: an organization may have a hundred products.
const maxNames = 15;

const accessLines = (card: PersonCard, pen: Pen): string[] => {
  const { role, primaryTeam, secondaryTeams, products, permissions } = card;
  const names = (list: readonly string[]) =>
    firstOf(
      list.map((name) => pen.say(name, 75)),
      maxNames,
    );
  const allowed = role.permissionNames.length > 0 ? ` It brings: ${names(role.permissionNames)}.` : '';
  const also = secondaryTeams.length > 0 ? names(secondaryTeams.map(({ name }) => name)) : '';
  const own = permissions.map(({ name, isSensitive }) => (isSensitive ? `${name} (sensitive)` : name));
  return [
    `*Role:* ${pen.say(role.name, 75)}${role.isRetired ? ' (retired)' : ''}. ${pen.say(role.description, 75)}${allowed}`,
    primaryTeam ? `*Team:* ${pen.say(primaryTeam.name, 75)}${also && `, also ${also}`}` : `*Team:* ${also || 'none'}`,
    `*Products:* ${products.length > 0 ? names(products.map(({ name }) => name)) : 'none'}`,
    ...(own.length > 0 ? [`*Own permissions:* ${names(own)}`] : []),
  ];
};

const invitedNote = ({ invited, pendingIssued }: PersonCard): KnownBlock[] => {
  if (invited === 0) return [];
  const still = pendingIssued > 0 ? `, of which ${count(pendingIssued, 'waits', 'wait')}` : '';
  const sent =
    invited > countedInvitations
      ? `over ${countedInvitations} invitations`
      : count(invited, 'invitation', 'invitations');
  return [context(`Has sent ${sent}${still}.`)];
};

// Slack takes 25 elements in one block; five stand in a line where a screen is narrow.
const maxButtons = 25;

const actBlocks = (card: PersonCard, acts: readonly PersonAct[], { plainWords }: PersonCardFrame): KnownBlock[] =>
  (['main', 'more', 'danger'] as const).flatMap((place) => {
    const buttons = acts
      .filter((act) => act.place === place)
      .map((act) =>
        button({
          id: act.id,
          text: act.label,
          value: encodeMember(card),
          label: `${act.label}: ${personName(card)}`,
          ...(place === 'danger' && { style: 'danger' }),
          ...(act.confirm && { confirm: act.confirm(card, plainWords) }),
        }),
      );
    return buttons.length > 0 ? [actions(...buttons.slice(0, maxButtons))] : [];
  });

const eventBlocks = ({ events }: PersonCard, pen: Pen): KnownBlock[] =>
  events.length > 0 ? [section(['*Latest*', ...events.map((event) => `• ${wordAuditEvent(event, pen)}`)])] : [];
