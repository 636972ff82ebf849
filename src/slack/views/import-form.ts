import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { checkNote, maxNoteLength } from '../../domain/note-text.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import { maxFileBytes, maxFileRows } from '../../domain/roster/roster-file.ts';
import type { SlackGroup } from '../../domain/slack-group.ts';
import type { ImportTerms } from '../../ports/imports.ts';
import type { InviteForm } from '../../services/read-invite-form.ts';
import { cut, escapeText } from '../mrkdwn.ts';
import type { Wording } from '../wording.ts';
import { button, context, input, plain, section } from './blocks.ts';
import { byField, TERMS_FIELDS } from './field-ids.ts';
import {
  chosenGroups,
  type FilledGroups,
  GROUP_FIELDS,
  groupFields,
  groupSchema,
  readGroupFields,
} from './group-fields.ts';
import { mailNote } from './mail-note.ts';
import { type FieldErrors, wordNote } from './parse-invite-modal.ts';
import { chosenTerms, readTermsFields, type TermsPrefill, termsFields, termsSchema } from './terms-fields.ts';

export const IMPORT_FORM = 'import_form';
export const IMPORT_TEMPLATE = 'import_template';
export const IMPORT_FIELDS = { ...TERMS_FIELDS, ...GROUP_FIELDS, file: 'file', note: 'import_note' } as const;

const megabytes = maxFileBytes / 1024 / 1024;

/** A file that is in Slack already: dropped into Usher's direct messages. */
export type DroppedFile = { readonly id: string; readonly name: string };

type Filled = { readonly terms?: TermsPrefill; readonly note?: string; readonly groups?: FilledGroups };

/** Says what fits before anybody chooses a file. `problems` stand above the form when it could not be taken. */
export const importForm = (
  form: InviteForm,
  { pen, command }: Wording,
  dropped: DroppedFile | null = null,
  problems: readonly string[] = [],
  { terms = {}, note = '', groups = { channelId: null, userGroup: null } }: Filled = {},
): ModalView => ({
  type: 'modal',
  callback_id: IMPORT_FORM,
  private_metadata: dropped ? JSON.stringify({ id: dropped.id, name: cut(dropped.name, 100) }) : '',
  title: plain('Import people', 24),
  submit: plain('Preview', 24),
  close: plain('Cancel', 24),
  blocks: [
    ...(problems.length > 0 ? [section(problems.map((problem) => `⚠ ${escapeText(problem)}`))] : []),
    ...mailNote(form.mailState),
    section(
      `A CSV file, a channel or a user group: up to ${maxFileRows.toLocaleString('en')} people, and ${megabytes} MB for a file. Nothing is sent before you have seen what becomes of each of them.`,
      button({ id: IMPORT_TEMPLATE, text: 'Send me a template' }),
    ),
    ...(dropped ? [section(`*File:* ${pen.say(dropped.name)}`)] : [fileField, ...groupFields(groups)]),
    ...termsFields(form, terms),
    context('For everybody whose row says nothing else: columns for role, team and products count before these.'),
    input({
      id: IMPORT_FIELDS.note,
      label: 'Note',
      hint: `Up to ${maxNoteLength} characters, no links. It stands in the invitation.`,
      optional: true,
      element: { type: 'plain_text_input', multiline: true, ...(note && { initial_value: cut(note, 3000) }) },
    }),
    context(`A shorter list can be pasted into ${pen.code(`${command} invite`)}.`),
  ],
});

const fileField = input({
  id: IMPORT_FIELDS.file,
  label: 'File',
  hint: 'From Excel, LibreOffice, Google Sheets or any other program, by “Save as” or “Download” and then CSV.',
  optional: true,
  // No `filetypes`: Slack's client goes by the name alone, and a list is often called .txt.
  element: { type: 'file_input', max_files: 1 },
});

const file = z.object({
  id: z.string(),
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  user: z.string().nullish(),
  size: z.number().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
});

/** A file as Slack describes it, in a form or by `files.info`. */
export type SlackFile = z.infer<typeof file>;

export const readSlackFile = (raw: unknown): SlackFile | undefined => file.safeParse(raw).data;

const schema = termsSchema.extend(groupSchema.shape).extend({
  [IMPORT_FIELDS.file]: z.object({ [IMPORT_FIELDS.file]: z.object({ files: z.array(file).nullish() }) }).optional(),
  [IMPORT_FIELDS.note]: z.object({ [IMPORT_FIELDS.note]: z.object({ value: z.string().nullish() }) }),
});

const droppedFile = z.object({ id: z.string().regex(/^F[A-Z0-9]{1,31}$/), name: z.string() });

export const readDropped = (metadata: string): DroppedFile | null => {
  if (metadata === '') return null;
  try {
    return droppedFile.safeParse(JSON.parse(metadata)).data ?? null;
  } catch {
    return null;
  }
};

export type ImportSubmission = {
  /** A `file` of null is the one that was dropped. */
  readonly from: { readonly file: SlackFile | null } | { readonly group: SlackGroup };
  readonly terms: ImportTerms;
};

/** The form as it was filled in: to be sent, and to be shown again. */
export const readImportForm = (values: unknown) => {
  const form = schema.parse(byField(values));
  return {
    ...readTermsFields(form),
    groups: readGroupFields(form),
    file: form.file?.file.files?.[0] ?? null,
    note: form.import_note.import_note.value ?? '',
  };
};

export type FilledImportForm = ReturnType<typeof readImportForm>;

export const filledOf = (form: FilledImportForm): Filled => ({
  terms: {
    ...(form.role && { roleId: form.role.value }),
    primaryTeamId: form.primaryTeam?.value ?? null,
    secondaryTeamIds: form.secondaryTeamIds,
    productIds: form.productIds,
    templateId: form.templateId,
    permissionIds: form.permissionIds,
  },
  note: form.note,
  groups: form.groups,
});

const oneOfThese = 'Choose a file here, or a channel or a user group below.';
const onlyOne = 'Choose one of these at a time: a file, a channel or a user group.';

export const parseImportForm = (
  form: FilledImportForm,
  dropped: DroppedFile | null,
): Result<ImportSubmission, FieldErrors> => {
  const note = checkNote(form.note);
  const [group, ...others] = chosenGroups(form.groups);
  const sources = (form.file || dropped ? 1 : 0) + (group ? 1 : 0) + others.length;
  const errors: Record<string, string> = {
    ...(note.ok ? {} : { [IMPORT_FIELDS.note]: wordNote(note.refusal) }),
    ...(form.role ? {} : { [IMPORT_FIELDS.role]: 'Choose a role.' }),
    ...(sources === 1 ? {} : { [IMPORT_FIELDS.file]: sources === 0 ? oneOfThese : onlyOne }),
  };
  if (!note.ok || !form.role || Object.keys(errors).length > 0) return refused(errors);
  return done({
    from: group ? { group } : { file: form.file },
    terms: {
      ...chosenTerms(form, form.role),
      note: note.value || null,
      sendAfter: null,
    },
  });
};
