import type { FormRefusal } from '../../domain/refusal.ts';
import type { ParsedRoster } from '../../domain/roster/roster.ts';
import type { GroupPerson } from '../../domain/slack-group.ts';
import { approveRequest } from '../../services/decide-request.ts';
import { type InviteMembersInput, inviteMembers } from '../../services/invite-members.ts';
import { openImport } from '../../services/open-import.ts';
import { wordImportRefusal } from '../import-texts.ts';
import type { Turn } from '../interaction.ts';
import { wordRefusal } from '../refusal-texts.ts';
import { wordJoinDecisionRefusal } from '../request-refusal-texts.ts';
import type { SubmissionAnswer, SubmissionDoor } from '../run-submission.ts';
import { byBlock } from '../views/field-ids.ts';
import { sendField } from '../views/invite-extras.ts';
import { INVITE_FIELDS } from '../views/invite-modal.ts';
import { inviteResultModal } from '../views/invite-result-modal.ts';
import { type FilledInviteForm, parseInviteModal, prefillOf, readFilledForm } from '../views/parse-invite-modal.ts';
import { refusalModal } from '../views/refusal-surfaces.ts';
import { termsRefusalFields } from '../views/terms-fields.ts';
import { asView, deniedAnswer } from '../window.ts';
import { goneText, isImportRefusal, previewScreen } from './import-screens.ts';
import { needsScreen } from './needs-screen.ts';
import { inviteScreen } from './screens.ts';

export const submitInvite: SubmissionDoor = {
  may: 'invite',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const filled = readFilledForm(view.state.values);
    const joinRequestId = view.private_metadata || null;
    const parsed = parseInviteModal(filled, edge.teamId, joinRequestId !== null);
    if (!parsed.ok) return withErrors(turn, filled, joinRequestId, parsed.refusal);
    const { input, longRoster, ...unused } = parsed.value;
    if (longRoster) return previewPaste(turn, filled, input, longRoster);
    const result = joinRequestId
      ? await approveRequest(edge.deps, asked, joinRequestId, input)
      : await inviteMembers(edge.deps, asked, input);
    // A request was approved in the list of what needs an admin: it stands there no more.
    const below = joinRequestId ? { refresh: async () => asView(await needsScreen(turn)) } : {};
    if (result.ok) return { view: inviteResultModal({ ...result.value, ...unused }, words), ...below };
    const { refusal } = result;
    if (isFormRefusal(refusal)) {
      return withErrors(turn, filled, joinRequestId, {
        [fieldOf(refusal, filled)]: wordRefusal(refusal, turn.plainWords),
      });
    }
    if (refusal.kind === 'request_unknown' || refusal.kind === 'request_decided') {
      return { view: refusalModal(wordJoinDecisionRefusal(refusal, words)), ...below };
    }
    return { view: asView(deniedAnswer({ refusal, words }, 'invite')) };
  },
};

/** Those who were picked beside it go into the same list. */
const pickedPeople = ({ edge }: Turn, { userIds }: FilledInviteForm): Promise<readonly GroupPerson[]> =>
  Promise.all(
    userIds.map(async (userId) => {
      const person = (await edge.deps.directory.findUser({ teamId: edge.teamId, userId })) ?? null;
      return { userId, person };
    }),
  );

/** A long list is kept, and shown row by row before anything is sent. */
const previewPaste = async (
  turn: Turn,
  filled: FilledInviteForm,
  { entries: _, sendAfter = null, ...terms }: InviteMembersInput,
  roster: ParsedRoster,
): Promise<SubmissionAnswer> => {
  const { edge, asked, words, plainWords } = turn;
  const result = await openImport(edge.deps, asked, {
    ...{ source: 'paste', title: '', roster, isEncodingGuessed: false, people: await pickedPeople(turn, filled) },
    terms: { ...terms, sendAfter: sendAfter?.toISOString() ?? null },
  });
  if (result.ok) {
    const screen = await previewScreen(turn, result.value.importId);
    return { view: screen ? asView(screen) : refusalModal(goneText(turn)) };
  }
  const { refusal } = result;
  if (isImportRefusal(refusal)) return { view: refusalModal(wordImportRefusal(refusal, words)) };
  if (isFormRefusal(refusal)) {
    return withErrors(turn, filled, null, { [fieldOf(refusal, filled)]: wordRefusal(refusal, plainWords) });
  }
  return { view: asView(deniedAnswer({ refusal, words }, 'invite')) };
};

/** Where the refusal of a whole form stands. */
const fields: Readonly<Record<FormRefusal['kind'], string>> = {
  ...termsRefusalFields,
  nobody_named: INVITE_FIELDS.addresses,
  send_time_past: INVITE_FIELDS.send,
};

const fieldOf = ({ kind }: FormRefusal, filled: FilledInviteForm): string =>
  kind === 'send_time_past' ? sendField(filled) : fields[kind];

const isFormRefusal = (refusal: { readonly kind: string }): refusal is FormRefusal =>
  Object.hasOwn(fields, refusal.kind);

const withErrors = (
  turn: Turn,
  filled: FilledInviteForm,
  joinRequestId: string | null,
  errors: Readonly<Record<string, string>>,
): SubmissionAnswer => ({
  errors: byBlock(errors, filled.revisions),
  again: async () =>
    asView(
      await inviteScreen(
        turn,
        { ...prefillOf(filled), ...(joinRequestId && { joinRequestId }) },
        Object.values(errors),
      ),
    ),
});
