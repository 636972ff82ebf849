import { editInvitation } from '../../services/edit-invitation.ts';
import { readInviteForm } from '../../services/read-invite-form.ts';
import { readPendingForm } from '../../services/read-pending-form.ts';
import type { Turn } from '../interaction.ts';
import { wordReinviteRefusal } from '../invite-texts.ts';
import { isDenial } from '../is-denial.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { SubmissionAnswer, SubmissionDoor } from '../run-submission.ts';
import {
  type EditForm,
  editInvitationModal,
  type FilledEditForm,
  filledTerms,
  parseEditForm,
  readEditForm,
} from '../views/edit-invitation-modal.ts';
import { editedLines } from '../views/edited-lines.ts';
import { byBlock, revise, TERMS_FIELDS } from '../views/field-ids.ts';
import { NAME_FIELDS } from '../views/name-fields.ts';
import { decodePendingForm, type PendingForm } from '../views/pending-form.ts';
import { termsRefusalFields } from '../views/terms-fields.ts';
import { asView, deniedAnswer, type WindowAnswer } from '../window.ts';
import { aboutInvitation, backToPending, isTermsRefusal } from './pending-form-answers.ts';

/** The form as what is stored fills it in, or why there is none. */
export const editScreen = async (
  turn: Turn,
  { link, trail }: Pick<PendingForm, 'link' | 'trail'>,
  more: Pick<EditForm, 'filled' | 'problems'> = {},
): Promise<WindowAnswer> => {
  const { deps } = turn.edge;
  const [form, found] = await Promise.all([
    readInviteForm(deps, turn.context),
    readPendingForm(deps, turn.context, link),
  ]);
  if (!found.ok) return aboutInvitation('Edit invitation', wordReinviteRefusal(found.refusal, turn.words));
  return { view: editInvitationModal({ form, invitation: found.value, trail, ...more }, turn.words) };
};

export const submitEdit: SubmissionDoor = {
  may: 'edit_invitation',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const shown = decodePendingForm(view.private_metadata);
    const filled = readEditForm(view.state.values);
    const parsed = parseEditForm(filled);
    if (!parsed.ok) return withErrors(turn, shown, filled, parsed.refusal);
    const { link, stamp = '' } = shown;
    const result = await editInvitation(edge.deps, asked, { ...parsed.value, link, stamp });
    if (result.ok) return backToPending(turn, shown, 'Edit invitation', editedLines(result.value, words));
    const { refusal } = result;
    if (isDenial(refusal)) return { view: asView(deniedAnswer({ refusal, words }, 'pending')) };
    if (refusal.kind === 'edited_meanwhile') return { view: asView(await asItStands(turn, shown, filled)) };
    if (isTermsRefusal(refusal)) {
      const error = wordRefusal(refusal, turn.plainWords);
      return withErrors(turn, shown, filled, { [termsRefusalFields[refusal.kind]]: error });
    }
    if (refusal.kind === 'nobody_named' || refusal.kind === 'send_time_past') throw new Error('An edit names nobody.');
    return backToPending(turn, shown, 'Edit invitation', [wordReinviteRefusal(refusal, words)]);
  },
};

/** What somebody else saved meanwhile, in fields that forget what was typed over the older terms. */
const asItStands = (turn: Turn, shown: PendingForm, { revisions }: FilledEditForm): Promise<WindowAnswer> =>
  editScreen(turn, shown, {
    filled: { revisions: revise(revisions, [...Object.values(TERMS_FIELDS), ...Object.values(NAME_FIELDS)]) },
    problems: [
      'Somebody changed this invitation while you did, so nothing of yours was saved. Below is what stands now.',
    ],
  });

const withErrors = (
  turn: Turn,
  shown: PendingForm,
  filled: FilledEditForm,
  errors: Readonly<Record<string, string>>,
): SubmissionAnswer => ({
  errors: byBlock(errors, filled.revisions),
  again: async () => {
    const { stamp } = shown;
    const kept = { ...filledTerms(filled), ...(stamp && { stamp }) };
    return asView(await editScreen(turn, shown, { filled: kept, problems: Object.values(errors) }));
  },
});
