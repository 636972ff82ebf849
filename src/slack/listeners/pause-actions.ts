import { decidePauseOf, type PauseRefusal } from '../../services/decide-pause.ts';
import { buttonId } from '../button-id.ts';
import type { Turn } from '../interaction.ts';
import type { ClickAnswer, ClickDoor } from '../run-click.ts';
import { PAUSE_APPROVE, PAUSE_DECLINE, pauseCard, pauseOverCard } from '../views/pause-card.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { deniedMessage } from '../window.ts';

const answerRefusal = (refusal: PauseRefusal, { context }: Turn): ClickAnswer => {
  switch (refusal.kind) {
    case 'pause_unknown':
      return { replace: textMessage('There is no such question any more. Nothing was done.') };
    case 'own_pause':
      return { tell: textMessage('This is your own question. Another admin answers it.') };
    case 'pause_over':
      return { replace: pauseOverCard(refusal.pause, context.organization) };
  }
};

const answer = (what: 'approve' | 'decline'): ClickDoor => ({
  may: 'decide_pause',
  shows: 'here',
  run: async (turn, { value }) => {
    const { edge, asked, words, context } = turn;
    const id = buttonId(value);
    const result = id
      ? await decidePauseOf(edge.deps, asked, id, what)
      : ({ ok: false, refusal: { kind: 'pause_unknown' } } as const);
    // Whoever was first, the card says who decided it and when.
    if (result.ok) return { replace: pauseCard(result.value, context.organization) };
    const { refusal } = result;
    if (refusal.kind === 'pause_unknown' || refusal.kind === 'own_pause' || refusal.kind === 'pause_over') {
      return answerRefusal(refusal, turn);
    }
    return { tell: deniedMessage({ refusal, words }) };
  },
});

/** Rule 11: another admin says whether one may go on. */
export const pauseClicks: Readonly<Record<string, ClickDoor>> = {
  [PAUSE_APPROVE]: answer('approve'),
  [PAUSE_DECLINE]: answer('decline'),
};
