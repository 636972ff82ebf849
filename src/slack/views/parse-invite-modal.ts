import { z } from 'zod';
import { checkNote, type NoteRefusal } from '../../domain/note-text.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import { parseRoster } from '../../domain/roster/parse-roster.ts';
import type { ParsedRoster, RosterProblem, RosterRow } from '../../domain/roster/roster.ts';
import type { InviteEntry } from '../../services/invite-entries.ts';
import type { InviteMembersInput } from '../../services/invite-members.ts';
import { byField, revisionsOf } from './field-ids.ts';
import { extrasSchema, readExtras, sendAfterOf, sendField } from './invite-extras.ts';
import type { InvitePrefill } from './invite-modal.ts';
import { INVITE_FIELDS as F } from './invite-modal.ts';
import { wordClashes, wordUnreadable } from './roster-problems.ts';
import { chosenTerms, readTermsFields, termsSchema } from './terms-fields.ts';

const typed = z.object({ value: z.string().nullish() });

/** `view.state.values` by field. */
const schema = termsSchema.extend(extrasSchema.shape).extend({
  [F.addresses]: z.object({ [F.addresses]: typed }),
  [F.people]: z.object({ [F.people]: z.object({ selected_users: z.array(z.string()).nullish() }) }),
  [F.note]: z.object({ [F.note]: typed }),
});

export type FieldErrors = Readonly<Record<string, string>>;

/** `leftOut`: pieces of the paste that were not used though their person is invited. */
export type InviteSubmission = {
  readonly input: InviteMembersInput;
  readonly leftOut: readonly RosterProblem[];
  readonly ignoredColumns: readonly string[];
  /** All of the paste, where that is long: then it is shown row by row before anything is sent. */
  readonly longRoster: ParsedRoster | null;
};

// A page of people: beyond it nobody reads a result line by line, and a bad line must not hold up the others.
const longFrom = 26;

/** The form as it was filled in, to build it again. */
export const readFilledForm = (values: unknown) => {
  const form = schema.parse(byField(values));
  return {
    addresses: form.addresses.addresses.value ?? '',
    userIds: form.people.people.selected_users ?? [],
    ...readTermsFields(form),
    ...readExtras(form),
    note: form.note.note.value ?? '',
    revisions: revisionsOf(values),
  };
};

export type FilledInviteForm = ReturnType<typeof readFilledForm>;

export const prefillOf = (form: FilledInviteForm): InvitePrefill => ({
  ...form,
  ...(form.role && { roleId: form.role.value }),
  primaryTeamId: form.primaryTeam?.value ?? null,
});

/** What was filled in, or the errors by field. `teamId`: the workspace of the people who were picked. */
export const parseInviteModal = (
  form: FilledInviteForm,
  teamId: string,
  /** It answers a request, which stands or falls with what is sent. */
  isAnswer = false,
): Result<InviteSubmission, FieldErrors> => {
  const roster = parseRoster(form.addresses);
  const isLong = roster.rows.length >= longFrom && !isAnswer;
  const note = checkNote(form.note);
  const sendAfter = sendAfterOf(form);
  const errors = {
    ...errorOf(
      F.addresses,
      isLong
        ? undefined
        : (wordUnreadable(roster.problems) ?? wordClashes(roster.rows, namesOf(form)) ?? nobody(form, roster)),
    ),
    ...errorOf(F.role, form.role ? undefined : 'Choose a role.'),
    ...errorOf(F.note, note.ok ? undefined : wordNote(note.refusal)),
    ...errorOf(sendField(form), sendAfter === undefined ? 'Pick a date and a time.' : undefined),
  };
  if (!note.ok || !form.role || sendAfter === undefined || Object.keys(errors).length > 0) return refused(errors);
  return done({
    input: {
      entries: [
        ...roster.rows.filter((row) => row.duplicateOfLine === undefined).map(rowEntry),
        ...pickedEntries(form, teamId),
      ],
      ...chosenTerms(form, form.role),
      note: note.value || null,
      sendAfter,
    },
    leftOut: roster.problems,
    ignoredColumns: roster.header?.ignored ?? [],
    longRoster: isLong ? roster : null,
  });
};

const errorOf = (field: string, error: string | undefined): FieldErrors =>
  error === undefined ? {} : { [field]: error };

const namesOf = (form: FilledInviteForm) => ({
  role: form.role?.text.text,
  team: form.primaryTeam?.text.text,
  products: form.products.map(({ text }) => text.text),
});

const nobody = (form: FilledInviteForm, roster: ParsedRoster): string | undefined =>
  roster.rows.length === 0 && form.userIds.length === 0
    ? 'Name at least one person: an address here, or somebody of this workspace below.'
    : undefined;

export const wordNote = (refusal: NoteRefusal): string => {
  switch (refusal.kind) {
    case 'note_too_long':
      return `The note has ${refusal.length} characters; ${refusal.max} fit.`;
    case 'note_has_link':
      return `A note can't carry a link or an address (“${refusal.found}”). Take it out.`;
  }
};

const rowEntry = (row: RosterRow): InviteEntry => ({
  line: row.line,
  email: row.email,
  firstName: row.firstName ?? null,
  lastName: row.lastName ?? null,
  slack: null,
});

const pickedEntries = (form: FilledInviteForm, teamId: string): InviteEntry[] =>
  form.userIds.map((userId) => ({ line: null, email: '', firstName: null, lastName: null, slack: { teamId, userId } }));
