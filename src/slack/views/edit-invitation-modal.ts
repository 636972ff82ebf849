import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { type InvitationRecord, shownGeneration } from '../../domain/invitation.ts';
import { checkName, maxNameLength } from '../../domain/person-name.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import type { EditInvitationInput } from '../../services/edit-invitation.ts';
import type { InviteForm } from '../../services/read-invite-form.ts';
import { termsStamp } from '../../services/terms-stamp.ts';
import { cut, escapeText } from '../mrkdwn.ts';
import type { Pen, Wording } from '../wording.ts';
import { context, input, plain, section } from './blocks.ts';
import { blockIdOf, byField, type Revisions, revisionsOf } from './field-ids.ts';
import { NAME_FIELDS, wordName } from './name-fields.ts';
import { encodePendingForm } from './pending-form.ts';
import type { PendingTrail } from './pending-trail.ts';
import { whoWithAddress } from './people.ts';
import { chosenTerms, readTermsFields, type TermsPrefill, termsFields, termsSchema } from './terms-fields.ts';

export const EDIT_INVITATION_MODAL = 'edit_invitation_modal';

export type EditForm = {
  readonly form: InviteForm;
  readonly invitation: InvitationRecord;
  readonly trail: PendingTrail | null;
  /** What was filled in already; else the form shows what is stored. */
  readonly filled?: TermsPrefill & { readonly firstName?: string; readonly lastName?: string; readonly stamp?: string };
  readonly problems?: readonly string[];
};

/** The terms of an invitation that waits. What becomes of its link, card and mail is said before anything is changed. */
export const editInvitationModal = (
  { form, invitation, trail, filled, problems = [] }: EditForm,
  wording: Wording,
): ModalView => {
  const stored: TermsPrefill = {
    roleId: invitation.role.id,
    primaryTeamId: invitation.primaryTeam?.id ?? null,
    secondaryTeamIds: invitation.secondaryTeamIds,
    productIds: invitation.productIds,
    permissionIds: invitation.permissionIds,
  };
  const link = { id: invitation.id, generation: shownGeneration(invitation) };
  return {
    type: 'modal',
    callback_id: EDIT_INVITATION_MODAL,
    title: plain('Edit invitation', 24),
    submit: plain('Save', 24),
    close: plain('Cancel', 24),
    private_metadata: encodePendingForm({ link, trail, stamp: filled?.stamp ?? termsStamp(invitation) }),
    blocks: [
      ...(problems.length > 0 ? [section(problems.map((problem) => `⚠ ${escapeText(problem)}`))] : []),
      section(whoWithAddress(invitation, wording.pen)),
      context(consequence(invitation, wording.pen)),
      nameField(NAME_FIELDS.first, 'First name', filled?.firstName ?? invitation.firstName, filled?.revisions),
      nameField(NAME_FIELDS.last, 'Last name', filled?.lastName ?? invitation.lastName, filled?.revisions),
      ...termsFields(form, { ...stored, ...filled }),
    ],
  };
};

/** What the change does to what was sent. */
const consequence = ({ deliveries, expiresAt, sendAfter }: InvitationRecord, pen: Pen): string => {
  if (expiresAt === null)
    return `Nothing was sent yet: it goes out ${sendAfter ? pen.at(sendAfter) : 'later'}, as you save it.`;
  const sentBy = (channel: string) => deliveries.some((one) => one.channel === channel && one.state === 'SENT');
  const card = sentBy('DM') ? ' The card in Slack is rewritten with what you save.' : '';
  const mail = sentBy('EMAIL') ? ' The mail is not sent again; the page behind its link shows what you save.' : '';
  return `The link stays the same.${card}${mail}`;
};

const nameField = (id: string, label: string, value: string | null, revisions: Revisions = {}): KnownBlock =>
  input({
    id,
    block: blockIdOf(id, revisions),
    label,
    optional: true,
    element: { type: 'plain_text_input', ...(value && { initial_value: cut(value, maxNameLength) }) },
  });

const typed = z.object({ value: z.string().nullish() });
const schema = termsSchema.extend({
  [NAME_FIELDS.first]: z.object({ [NAME_FIELDS.first]: typed }),
  [NAME_FIELDS.last]: z.object({ [NAME_FIELDS.last]: typed }),
});

/** The form as it was filled in, to build it again. */
export const readEditForm = (values: unknown) => {
  const form = schema.parse(byField(values));
  const revisions: Revisions = revisionsOf(values);
  return {
    ...readTermsFields(form),
    firstName: form.first_name.first_name.value ?? '',
    lastName: form.last_name.last_name.value ?? '',
    revisions,
  };
};

export type FilledEditForm = ReturnType<typeof readEditForm>;

export const filledTerms = ({ role, primaryTeam, ...rest }: FilledEditForm): NonNullable<EditForm['filled']> => ({
  ...rest,
  ...(role && { roleId: role.value }),
  primaryTeamId: primaryTeam?.value ?? null,
});

type Edited = Omit<EditInvitationInput, 'link' | 'stamp'>;

/** What was filled in, or the errors by field. */
export const parseEditForm = (form: FilledEditForm): Result<Edited, Record<string, string>> => {
  const first = nameOf(form.firstName);
  const last = nameOf(form.lastName);
  const errors = {
    ...(!first.ok && { [NAME_FIELDS.first]: wordName(first.refusal) }),
    ...(!last.ok && { [NAME_FIELDS.last]: wordName(last.refusal) }),
    ...(!form.role && { role: 'Choose a role.' }),
  };
  if (!first.ok || !last.ok || !form.role) return refused(errors);
  return done({
    ...chosenTerms(form, form.role),
    firstName: first.value,
    lastName: last.value,
  });
};

/** Empty leaves the name to the invitee. */
const nameOf = (text: string) => (text.trim() === '' ? done(null) : checkName(text));
