import type { Usher } from '../support/usher.ts';
import { directIdOf } from '../support/workspace/conversations.ts';
import { fullName } from '../support/workspace/directory.ts';
import { filesOf } from '../support/workspace/methods/files.ts';
import type { ChannelRecord, PersonRecord, ViewRecord } from '../support/workspace/records.ts';
import { nowOf, type State } from '../support/workspace/state.ts';
import { homeOf, stackOf } from '../support/workspace/views.ts';
import type { FaultsSeen, Hints, MessageSeen, ModalSeen, Sight, ViewSeen } from './sight.ts';

export type LookInput = {
  readonly usher: Usher;
  readonly hints: Hints;
  readonly faults: FaultsSeen;
};

/** All that a person sees. */
export const look = async ({ usher, hints, faults }: LookInput, person: PersonRecord): Promise<Sight> => {
  const { state } = usher.workspace.context;
  const channels = [...state.channels.values()].filter((one) => canRead(one, person));
  const direct = directIdOf(person.id);
  const home = homeOf(state, person.id);
  return {
    me: person.id,
    zone: person.tz,
    now: nowOf(state),
    ...(await peopleOf(usher)),
    channels: channels.map(({ members, id, name, isPrivate, isArchived }) => ({
      id,
      name,
      isPrivate,
      isArchived,
      isMember: members.has(person.id),
    })),
    direct,
    bot: state.app.botUserId,
    messages: Object.fromEntries(
      [direct, ...channels.map(({ id }) => id)].map((id) => [id, messagesSeen(state, id, person)]),
    ),
    modals: stackOf(state, person.id).flatMap(modalSeen),
    home: home ? viewSeen(home) : null,
    files: filesOf(state, person.id),
    mails: usher.inbox.mails
      .map((mail) => ({
        id: mail.id,
        at: mail.at,
        to: mail.recipients.join(', '),
        from: mail.from?.address ?? '',
        subject: mail.subject ?? '',
        text: mail.text ?? '',
        hasHtml: Boolean(mail.html),
      }))
      .reverse(),
    faults,
    refusals: usher.workspace.refusals,
    hints,
  };
};

/** Guests see the channels that they are in, others every channel that is not private too. */
export const canRead = (channel: ChannelRecord, person: PersonRecord): boolean =>
  channel.members.has(person.id) || !(channel.isPrivate || person.isRestricted || person.isUltraRestricted);

const messagesSeen = (state: State, channel: string, person: PersonRecord): MessageSeen[] =>
  (state.messages.get(channel) ?? [])
    .filter((message) => !message.deleted && (message.to === undefined || message.to === person.id))
    .map(({ ts, user, text, blocks, edited, to }) => ({
      ts,
      user,
      text,
      blocks,
      isEdited: edited !== undefined,
      isEphemeral: to !== undefined,
    }));

const viewSeen = ({ id, hash, definition, values, errors }: ViewRecord): ViewSeen => ({
  id,
  hash,
  blocks: definition.blocks,
  values,
  errors,
});

const modalSeen = (view: ViewRecord): ModalSeen[] => {
  const { definition } = view;
  if (definition.type !== 'modal') return [];
  const { title, submit, close } = definition;
  return [{ ...viewSeen(view), title, ...(submit && { submit }), ...(close && { close }) }];
};

const peopleOf = async (usher: Usher): Promise<Pick<Sight, 'people' | 'members'>> => {
  const rows = await usher.query<{ user: string | null; role: string; status: string }>(
    `SELECT s.slack_user_id AS user, r.name AS role, m.status FROM membership m JOIN role r ON r.id = m.role_id
     LEFT JOIN slack_identity s ON s.account_id = m.account_id`,
  );
  const standings = new Map(
    rows.map(({ user, role, status }) => [user, status === 'ACTIVE' ? role : `${role}, ${status.toLowerCase()}`]),
  );
  const { state } = usher.workspace.context;
  const people = [...state.people.values()].map((person) => ({
    id: person.id,
    name: person.name,
    fullName: fullName(person),
    standing: standings.get(person.id) ?? (person.isRestricted ? 'guest, not a member' : 'not a member'),
    isActor: !person.isBot && person.id !== 'USLACKBOT' && !person.deleted,
    toldAt: toldAt(state, person),
  }));
  return { people, members: rows.filter(({ status }) => status === 'ACTIVE').length };
};

const toldAt = (state: State, { id }: PersonRecord): number =>
  Number(state.messages.get(directIdOf(id))?.findLast(({ user }) => user !== id)?.ts ?? 0) * 1000;
