import { deactivateMember, removeMember } from '../../services/end-membership.ts';
import { readEndForm } from '../../services/read-end-form.ts';
import type { Turn } from '../interaction.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import { ACT_FIELDS, parseActFields } from '../views/act-fields.ts';
import { membershipEndedModal } from '../views/act-results.ts';
import { endFormModal } from '../views/end-form.ts';
import { decodeMember, type ShownMember } from '../views/member-value.ts';
import { refusalModal, textMessage } from '../views/refusal-surfaces.ts';
import { asView, type WindowAnswer } from '../window.ts';
import { personScreen } from './person-screen.ts';
import { deniedOrRefused } from './role-form.ts';

type End = 'deactivate' | 'remove';
type State = Parameters<typeof endFormModal>[2];

/** The form of a deactivation or removal as it is now. */
export const endScreen = async (
  turn: Turn,
  shown: Pick<ShownMember, 'membershipId'> | undefined,
  end: End,
  state: State = {},
): Promise<WindowAnswer> => {
  const { edge, context, words } = turn;
  const gone = { ok: false, refusal: { kind: 'member_unknown' } } as const;
  const form = shown ? await readEndForm(edge.deps, context, shown.membershipId, end) : gone;
  if (!form.ok) return { message: textMessage(wordRefusal(form.refusal, words)) };
  return { view: endFormModal(form.value, words, state) };
};

const services = { deactivate: deactivateMember, remove: removeMember } as const;

const submitEnd = (end: End): SubmissionDoor => ({
  may: end,
  run: async (turn, view) => {
    const { edge, asked, words, plainWords } = turn;
    const shown = decodeMember(view.private_metadata);
    const { issued, number } = parseActFields(view.state.values);
    if (!shown) return { view: refusalModal(wordRefusal({ kind: 'member_unknown' }, words)) };
    const { membershipId } = shown;
    const result = await services[end](edge.deps, asked, { membershipId, issued, number });
    if (result.ok) {
      const refresh = async () => asView(await personScreen(turn, membershipId));
      return { view: membershipEndedModal(result.value, end, words), refresh };
    }
    const { refusal } = result;
    if (refusal.kind !== 'number_needed') return { view: asView(deniedOrRefused(turn, refusal)) };
    const again = async (notice: readonly string[]) =>
      asView(await endScreen(turn, shown, end, { issued, number: refusal.number, notice }));
    const text = wordRefusal(refusal, plainWords);
    // The field is not there before it is needed.
    return number === null
      ? { view: await again([text]) }
      : { errors: { [ACT_FIELDS.number]: text }, again: () => again([text]) };
  },
});

export const submitDeactivateForm = submitEnd('deactivate');
export const submitRemoveForm = submitEnd('remove');
