import { parseEmailAddress } from '../../domain/email-address.ts';
import { readPendingForm } from '../../services/read-pending-form.ts';
import { readdressInvitation } from '../../services/readdress-invitation.ts';
import type { Turn } from '../interaction.ts';
import { wordInviteRefusal, wordReinviteRefusal } from '../invite-texts.ts';
import { isDenial } from '../is-denial.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { SubmissionAnswer, SubmissionDoor } from '../run-submission.ts';
import { anotherAddressModal, NEW_ADDRESS, readdressedLines, readNewAddress } from '../views/another-address-modal.ts';
import { decodePendingForm, type PendingForm } from '../views/pending-form.ts';
import { asView, deniedAnswer, type WindowAnswer } from '../window.ts';
import { aboutInvitation, backToPending, isTermsRefusal } from './pending-form-answers.ts';

const title = 'Another address';

export const anotherAddressScreen = async (
  turn: Turn,
  { link, trail }: Pick<PendingForm, 'link' | 'trail'>,
  filled?: string,
  problems?: readonly string[],
): Promise<WindowAnswer> => {
  const found = await readPendingForm(turn.edge.deps, turn.context, link);
  if (!found.ok) return aboutInvitation(title, wordReinviteRefusal(found.refusal, turn.words));
  return { view: anotherAddressModal(found.value, trail, turn.words, filled, problems) };
};

export const submitAnotherAddress: SubmissionDoor = {
  may: 'edit_invitation',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const shown = decodePendingForm(view.private_metadata);
    const typed = readNewAddress(view.state.values);
    const address = parseEmailAddress(typed);
    if (!address) return onField(turn, shown, typed, 'This is not an address. Write it like ada@example.com.');
    const result = await readdressInvitation(edge.deps, asked, { link: shown.link, email: address.email });
    if (result.ok) return backToPending(turn, shown, title, readdressedLines(result.value, words));
    const { refusal } = result;
    if (isDenial(refusal)) return { view: asView(deniedAnswer({ refusal, words }, 'pending')) };
    if (refusal.kind === 'same_address') {
      return onField(turn, shown, typed, 'This is the address that is invited already. Type another one.');
    }
    if (refusal.kind === 'not_invited') {
      return onField(turn, shown, typed, `${address.email} ${wordInviteRefusal(refusal.reason, turn.plainWords)}`);
    }
    // What stands against the terms is mended by an edit, not by another address.
    if (isTermsRefusal(refusal) || refusal.kind === 'nobody_named' || refusal.kind === 'send_time_past') {
      return onField(turn, shown, typed, `${wordRefusal(refusal, turn.plainWords)} “Edit” changes it.`);
    }
    return backToPending(turn, shown, title, [wordReinviteRefusal(refusal, words)]);
  },
};

const onField = (turn: Turn, shown: PendingForm, typed: string, error: string): SubmissionAnswer => ({
  errors: { [NEW_ADDRESS]: error },
  again: async () => asView(await anotherAddressScreen(turn, shown, typed, [error])),
});
