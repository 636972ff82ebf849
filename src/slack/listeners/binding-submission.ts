import { bindSlackUser } from '../../services/bind-slack-user.ts';
import { confirmCode } from '../../services/confirm-code.ts';
import { enter, type Turn } from '../interaction.ts';
import { readNextScreen } from '../next-screen.ts';
import { wordRefusal } from '../refusal-texts.ts';
import type { SubmissionAnswer, SubmissionDoor } from '../run-submission.ts';
import { CODE_FIELD, codeModal, parseCodeModal } from '../views/code-modal.ts';
import { messageModal } from '../views/message-modal.ts';
import { NAME_FIELDS, parseNameFields } from '../views/name-fields.ts';
import { refusalModal } from '../views/refusal-surfaces.ts';
import { asView, deniedAnswer } from '../window.ts';
import { screens, whoamiAnswer } from './screens.ts';

/** “This is me”. */
export const submitBinding: SubmissionDoor = {
  may: 'whoami',
  run: async (turn, view) => {
    const { edge, asked, words, plainWords } = turn;
    const again = async () => messageModal('Members', (await whoamiAnswer(turn)).blocks);
    const names = parseNameFields(view.state.values);
    if (!names.ok) return { errors: names.refusal, again };
    const result = await bindSlackUser(edge.deps, asked, names.value);
    if (!result.ok) {
      const { refusal } = result;
      if (refusal.kind === 'already_bound') return goOn(turn, view.private_metadata);
      if (refusal.kind !== 'names_missing') return { view: refusalModal(wordRefusal(refusal, words)) };
      const field = refusal.first ? NAME_FIELDS.first : NAME_FIELDS.last;
      return { errors: { [field]: wordRefusal(refusal, plainWords) }, again };
    }
    if (result.value.state === 'code_sent') {
      return { view: codeModal(result.value.email, words, view.private_metadata) };
    }
    return goOn(turn, view.private_metadata);
  },
};

/** The code that was mailed to an admin. */
export const submitCode: SubmissionDoor = {
  may: 'whoami',
  run: async (turn, view) => {
    const { edge, asked, words, plainWords } = turn;
    const again = () => refusalModal(`Type ${words.pen.code(`${words.command} whoami`)} and try again.`);
    const code = parseCodeModal(view.state.values);
    if (code === undefined) return { errors: { [CODE_FIELD]: 'A code has six digits.' }, again };
    const result = await confirmCode(edge.deps, asked, code);
    if (result.ok || result.refusal.kind === 'already_bound') return goOn(turn, view.private_metadata);
    if (result.refusal.kind === 'code_wrong') {
      return { errors: { [CODE_FIELD]: wordRefusal(result.refusal, plainWords) }, again };
    }
    return { view: refusalModal(wordRefusal(result.refusal, words)) };
  },
};

/** To the screen that was asked for in the first place, as whoever the actor is now. */
const goOn = async (turn: Turn, metadata: string): Promise<SubmissionAnswer> => {
  const next = readNextScreen(metadata);
  const entered = await enter(turn, screens[next].may);
  return { view: asView(entered.ok ? await screens[next].show(entered.value) : deniedAnswer(entered.refusal, next)) };
};
