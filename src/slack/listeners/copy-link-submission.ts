import { copyLink } from '../../services/copy-link.ts';
import { readPendingForm } from '../../services/read-pending-form.ts';
import type { Turn } from '../interaction.ts';
import { wordReinviteRefusal } from '../invite-texts.ts';
import { isDenial } from '../is-denial.ts';
import type { SubmissionDoor } from '../run-submission.ts';
import { copiedLinkModal, copiedUnseenText, copyLinkModal } from '../views/copy-link-modal.ts';
import { decodePendingForm, type PendingForm } from '../views/pending-form.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { asView, deniedAnswer, type WindowAnswer } from '../window.ts';
import { aboutInvitation, backToPending } from './pending-form-answers.ts';
import { pendingScreen } from './screens.ts';

const title = 'Copy a link';

export const copyLinkScreen = async (
  turn: Turn,
  { link, trail }: Pick<PendingForm, 'link' | 'trail'>,
): Promise<WindowAnswer> => {
  if (!turn.edge.deps.links.urlFor)
    return aboutInvitation(title, wordReinviteRefusal({ kind: 'no_public_address' }, turn.words));
  const found = await readPendingForm(turn.edge.deps, turn.context, link);
  if (!found.ok) return aboutInvitation(title, wordReinviteRefusal(found.refusal, turn.words));
  return { view: copyLinkModal(found.value, trail, turn.words) };
};

export const submitCopyLink: SubmissionDoor = {
  may: 'copy_link',
  run: async (turn, view) => {
    const { edge, asked, words } = turn;
    const shown = decodePendingForm(view.private_metadata);
    const result = await copyLink(edge.deps, asked, shown.link);
    if (result.ok) {
      const { trail } = shown;
      return {
        view: copiedLinkModal(result.value, words),
        told: textMessage(copiedUnseenText),
        ...(trail && { refresh: async () => (await pendingScreen(turn, trail)).view }),
      };
    }
    const { refusal } = result;
    if (isDenial(refusal)) return { view: asView(deniedAnswer({ refusal, words }, 'pending')) };
    return backToPending(turn, shown, title, [wordReinviteRefusal(refusal, words)]);
  },
};
