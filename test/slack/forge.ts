import { randomUUID } from 'node:crypto';
import { encodeLink } from '../../src/slack/views/link-value.ts';
import { everybody } from '../../src/slack/views/roster-filter.ts';
import type { Person } from '../support/workspace/person.ts';
import type { Delivery } from '../support/workspace/records.ts';

export type Parcel = Pick<Delivery, 'kind' | 'payload'>;

/** Real payloads of an admin, and the invitation that they are about. */
export type Originals = {
  readonly click: Record<string, unknown>;
  readonly submission: Record<string, unknown>;
  readonly invitation: { readonly id: string; readonly generation: number; readonly email: string };
};

type Interaction = Record<string, unknown> & {
  user: Record<string, unknown>;
  view: Record<string, unknown> & { state: { values: Record<string, Record<string, Record<string, unknown>>> } };
  actions: Record<string, unknown>[];
};

/** The payload as if this person had sent it, and as if it had not been sent before. */
const by = (person: Person, payload: Record<string, unknown>): Interaction => {
  const copy = structuredClone(payload) as Interaction;
  Object.assign(copy.user, { id: person.id, team_id: person.teamId });
  copy.view['hash'] = randomUUID();
  return copy;
};

export const forgedClick = (person: Person, { click }: Originals, actionId: string, value: string): Parcel => {
  const payload = by(person, click);
  payload.view['private_metadata'] = actionId.startsWith('roster') ? JSON.stringify(everybody) : '';
  for (const action of payload.actions) Object.assign(action, { action_id: actionId, value, action_ts: randomUUID() });
  return { kind: 'interaction', payload };
};

export const forgedInvite = (person: Person, { submission }: Originals, email: string): Parcel => {
  const payload = by(person, submission);
  const field = payload.view.state.values['addresses']?.['addresses'];
  if (!field) throw new Error('The form has no addresses');
  field['value'] = email;
  return { kind: 'interaction', payload };
};

export const forgedCommand = (person: Person, teamId: string, text: string, command = '/members'): Parcel => ({
  kind: 'command',
  payload: {
    team_id: teamId,
    user_id: person.id,
    channel_id: 'C0000000001',
    command,
    text,
    response_url: 'http://127.0.0.1:9/nowhere',
    trigger_id: randomUUID(),
  },
});

/** What each button carries; one that has no word here, the invitation and its link. */
export const carriedBy = (id: string, { invitation }: Originals): string => {
  const link = encodeLink(invitation.id, invitation.generation);
  const values: Readonly<Record<string, string>> = {
    open_invite: '',
    open_pending: '',
    open_roster: '',
    open_binding: '',
    pending_reinvite: link,
    pending_withdraw: invitation.id,
    pending_next: `2.${Date.now()}.${invitation.id}`,
    pending_previous: '',
    roster_older: `${Date.now()}.${invitation.id}`,
    roster_newer: `0.${invitation.id}`,
    open_person: link,
    person_invite_again: link,
    asked_reinvite: link,
    asked_withdraw: invitation.id,
    result_reinvite: invitation.email,
    invitation_accept: invitation.id,
    invitation_decline: invitation.id,
    invitation_mail: invitation.id,
  };
  return values[id] ?? link;
};
