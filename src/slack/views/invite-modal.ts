import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { maxNoteLength } from '../../domain/note-text.ts';
import type { InviteForm, MissingSetting } from '../../services/read-invite-form.ts';
import { cut, escapeText } from '../mrkdwn.ts';
import { listOf } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { context, input, plain, section } from './blocks.ts';
import { TERMS_FIELDS } from './field-ids.ts';
import { EXTRA_FIELDS, type ExtrasPrefill, sameAsField, sendFields } from './invite-extras.ts';
import { mailNote } from './mail-note.ts';
import { type TermsPrefill, termsFields } from './terms-fields.ts';

export const INVITE_MODAL = 'invite_modal';

/** Block ids, and the ids of the inputs in them. */
export const INVITE_FIELDS = {
  ...TERMS_FIELDS,
  addresses: 'addresses',
  people: 'people',
  note: 'note',
  ...EXTRA_FIELDS,
} as const;

// Slack's limit for the characters of a text input.
const maxInput = 3000;

/** What the form starts with; what is left out is preset. */
export type InvitePrefill = TermsPrefill &
  ExtrasPrefill & {
    readonly addresses?: string;
    readonly userIds?: readonly string[];
    readonly note?: string;
    /** The request that this form answers. */
    readonly joinRequestId?: string;
  };

/** `problems` stand above the form when it could not be taken and its fields were gone by then. */
export const inviteModal = (
  form: InviteForm,
  wording: Wording,
  prefill: InvitePrefill = {},
  problems: readonly string[] = [],
): ModalView => ({
  type: 'modal',
  callback_id: INVITE_MODAL,
  ...(prefill.joinRequestId && { private_metadata: prefill.joinRequestId }),
  title: plain('Invite people', 24),
  submit: plain('Invite', 24),
  close: plain('Cancel', 24),
  blocks: [
    ...(problems.length > 0 ? [section(problems.map((problem) => `⚠ ${escapeText(problem)}`))] : []),
    ...mailNote(form.mailState),
    ...missing(form.missingSettings, wording),
    addressesField(prefill),
    peopleField(prefill),
    sameAsField(prefill),
    ...termsFields(form, { ...prefill, ...teamHint(form, prefill), teamSetsProducts: form.products.length > 0 }),
    noteField(prefill),
    ...sendFields(form, prefill),
  ],
});

/** A team that nobody chose is said to be one; who answers a request starts with the team of whoever asked. */
const teamHint = ({ presetTeam }: InviteForm, { joinRequestId }: InvitePrefill): Pick<TermsPrefill, 'teamHint'> =>
  presetTeam?.isOwn && !joinRequestId
    ? { teamHint: 'Starts with your own team. Choose another one if they join another.' }
    : {};

const settingNames: Readonly<Record<MissingSetting, string>> = {
  product_url: 'where to sign in',
  getting_started_url: 'how to get started',
  support_contact: 'whom to ask for help',
};

const missing = (settings: readonly MissingSetting[], { pen, command }: Wording): KnownBlock[] => {
  if (settings.length === 0) return [];
  const untold = listOf(settings.map((setting) => settingNames[setting]));
  return [context(`Invitations can't say yet ${untold}. ${pen.code(`${command} settings`)} sets it.`)];
};

const addressesField = ({ addresses = '' }: InvitePrefill): InputBlock =>
  input({
    id: INVITE_FIELDS.addresses,
    label: 'Addresses',
    hint: 'One a line, or pasted from a spreadsheet or a mail. “First Last <a@example.com>” works too. Of somebody with several addresses, the main one.',
    optional: true,
    element: {
      type: 'plain_text_input',
      multiline: true,
      focus_on_load: true,
      ...(addresses && { initial_value: cut(addresses, maxInput) }),
    },
  });

const peopleField = ({ userIds = [] }: InvitePrefill): InputBlock =>
  input({
    id: INVITE_FIELDS.people,
    label: 'People of this workspace',
    hint: 'Their name and address are taken from their Slack profile.',
    optional: true,
    element: { type: 'multi_users_select', ...(userIds.length > 0 && { initial_users: [...userIds] }) },
  });

// No max_length: Slack would count in its own way, and an error that names the length helps more than a key that is dead.
const noteField = ({ note = '' }: InvitePrefill): InputBlock =>
  input({
    id: INVITE_FIELDS.note,
    label: 'Note',
    hint: `Up to ${maxNoteLength} characters, no links. It stands in the invitation.`,
    optional: true,
    element: { type: 'plain_text_input', multiline: true, ...(note && { initial_value: cut(note, maxInput) }) },
  });
