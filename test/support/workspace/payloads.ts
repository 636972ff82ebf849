import { messageObject } from './messages.ts';
import type { MessageRecord, PersonRecord, StateValues, ViewRecord } from './records.ts';
import { nowOf, type State } from './state.ts';
import { issueResponseUrl, issueTrigger } from './tokens.ts';
import { viewObject } from './views.ts';

type Payload = Record<string, unknown>;

const envelope = (state: State, person: PersonRecord, type: string): Payload => ({
  type,
  token: state.app.verificationToken,
  api_app_id: state.app.id,
  team: { id: state.team.id, domain: state.team.domain },
  user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
  enterprise: null,
  is_enterprise_install: false,
});

/** A channel as interactions name it. */
const channelRef = (state: State, id: string): { id: string; name: string } => {
  if (state.directs.has(id)) return { id, name: 'directmessage' };
  const channel = state.channels.get(id);
  return { id, name: channel?.isPrivate ? 'privategroup' : (channel?.name ?? '') };
};

export const commandPayload = (
  state: State,
  person: PersonRecord,
  typed: { command: string; text: string; channel: string },
): Record<string, string> => {
  const channel = channelRef(state, typed.channel);
  return {
    token: state.app.verificationToken,
    team_id: state.team.id,
    team_domain: state.team.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: person.id,
    user_name: person.name,
    command: typed.command,
    text: typed.text,
    api_app_id: state.app.id,
    is_enterprise_install: 'false',
    response_url: issueResponseUrl(state, person.id, channel.id),
    trigger_id: issueTrigger(state, person.id),
  };
};

/** Where an interaction takes place: in a view (modal or Home) or in a message. */
export type Place =
  | { readonly view: ViewRecord; readonly message?: undefined }
  | { readonly message: MessageRecord; readonly values: StateValues; readonly view?: undefined };

const placeFields = (state: State, person: PersonRecord, place: Place): Payload => {
  if (place.view)
    return {
      container: { type: 'view', view_id: place.view.id },
      view: viewObject(state, place.view),
      trigger_id: issueTrigger(state, person.id, place.view.id),
    };
  const { message } = place;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.to !== undefined,
    },
    channel: channelRef(state, message.channel),
    // Slack does not keep ephemeral messages, and so does not send them along.
    ...(message.to === undefined && { message: messageObject(state, message) }),
    state: { values: place.values },
    response_url: issueResponseUrl(state, person.id, message.channel, message),
    trigger_id: issueTrigger(state, person.id),
  };
};

/** One acted-on element: `type`, `block_id`, `action_id` and what was chosen. */
export type Action = Payload & { readonly block_id: string; readonly action_id: string };

export const blockActionsPayload = (state: State, person: PersonRecord, place: Place, action: Action): Payload => ({
  ...envelope(state, person, 'block_actions'),
  ...placeFields(state, person, place),
  actions: [{ ...action, action_ts: state.ids.ts(nowOf(state)) }],
});

export const blockSuggestionPayload = (
  state: State,
  person: PersonRecord,
  place: Place,
  asked: { block_id: string; action_id: string; value: string },
): Payload => {
  const { trigger_id: _trigger, response_url: _url, state: _state, ...where } = placeFields(state, person, place);
  return { ...envelope(state, person, 'block_suggestion'), ...where, ...asked };
};

export const viewSubmissionPayload = (state: State, person: PersonRecord, view: ViewRecord): Payload => ({
  ...envelope(state, person, 'view_submission'),
  trigger_id: issueTrigger(state, person.id, view.id),
  view: viewObject(state, view),
  response_urls: [],
});

export const viewClosedPayload = (
  state: State,
  person: PersonRecord,
  view: ViewRecord,
  isCleared: boolean,
): Payload => ({
  ...envelope(state, person, 'view_closed'),
  view: viewObject(state, view),
  is_cleared: isCleared,
});

export const shortcutPayload = (state: State, person: PersonRecord, callbackId: string): Payload => ({
  ...envelope(state, person, 'shortcut'),
  callback_id: callbackId,
  trigger_id: issueTrigger(state, person.id),
  action_ts: state.ids.ts(nowOf(state)),
});

/** A shortcut from the menu of a message. */
export const messageShortcutPayload = (
  state: State,
  person: PersonRecord,
  callbackId: string,
  message: { readonly text: string; readonly user: string; readonly channel: string },
): Payload => ({
  ...envelope(state, person, 'message_action'),
  callback_id: callbackId,
  trigger_id: issueTrigger(state, person.id),
  action_ts: state.ids.ts(nowOf(state)),
  message_ts: state.ids.ts(nowOf(state)),
  response_url: `${state.origin}/nowhere`,
  channel: { id: message.channel, name: 'general' },
  message: { type: 'message', ts: state.ids.ts(nowOf(state)), user: message.user, text: message.text },
});

/** An Events API envelope with an event id of its own. */
export const eventPayload = (state: State, event: Payload & { type: string }): Payload => {
  const ts = state.ids.ts(nowOf(state));
  return {
    token: state.app.verificationToken,
    team_id: state.team.id,
    context_team_id: state.team.id,
    context_enterprise_id: null,
    api_app_id: state.app.id,
    event: { event_ts: ts, ...event },
    type: 'event_callback',
    event_id: state.ids.next('Ev'),
    event_time: Math.floor(Number(ts)),
    authorizations: [
      {
        enterprise_id: null,
        team_id: state.team.id,
        user_id: state.app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
};
