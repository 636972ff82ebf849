import { type HappeningRecord, isUndecided } from '../../domain/happening.ts';
import { done, type Result, refused } from '../../domain/result.ts';
import { readOffer } from '../../services/announce-happening.ts';
import { dismissHappening } from '../../services/dismiss-happening.ts';
import { buttonId } from '../button-id.ts';
import { wordHappeningRefusal } from '../happening-texts.ts';
import type { Turn } from '../interaction.ts';
import type { ClickDoor } from '../run-click.ts';
import type { Message } from '../views/blocks.ts';
import {
  HAPPENING_DEACTIVATE,
  HAPPENING_DISMISS,
  HAPPENING_INVITE,
  HAPPENING_ROLE,
  happeningCard,
} from '../views/happening-card.ts';
import { textMessage } from '../views/refusal-surfaces.ts';
import { deniedMessage, type WindowAnswer } from '../window.ts';
import { endScreen } from './end-form.ts';
import { roleScreen } from './role-form.ts';
import { inviteScreen } from './screens.ts';

const find = async ({ edge, context }: Turn, id: string): Promise<HappeningRecord | null> => {
  const known = buttonId(id);
  return known === null ? null : edge.deps.store.findHappening(context.organization.id, known);
};

/** While it can be decided, else what is true now. */
const findOpen = async (turn: Turn, id: string): Promise<Result<HappeningRecord, Message>> => {
  const happening = await find(turn, id);
  return happening && isUndecided(happening)
    ? done(happening)
    : refused(textMessage(wordHappeningRefusal(happening, turn.words.pen)));
};

const opens = (
  may: 'deactivate' | 'change_role' | 'invite',
  screen: (turn: Turn, happening: HappeningRecord) => Promise<WindowAnswer>,
): ClickDoor => ({
  may,
  shows: 'window',
  next: 'desk',
  run: async (turn, { value }) => {
    const open = await findOpen(turn, value);
    return open.ok ? screen(turn, open.value) : { message: open.refusal };
  },
});

const cardOf = async ({ edge, context }: Turn, happening: HappeningRecord): Promise<Message> => {
  const { organization } = context;
  const [person, offer] = await Promise.all([
    edge.deps.directory.findUser(happening.slack),
    readOffer(edge.deps, organization.id),
  ]);
  return happeningCard({ happening, organization, person: person ?? null, offer });
};

const memberOf = ({ member }: HappeningRecord) => member ?? undefined;

/** The cards by which admins hear of what happened to somebody in Slack. */
export const happeningClicks: Readonly<Record<string, ClickDoor>> = {
  [HAPPENING_DEACTIVATE]: opens('deactivate', (turn, happening) => endScreen(turn, memberOf(happening), 'deactivate')),
  [HAPPENING_ROLE]: opens('change_role', (turn, happening) => roleScreen(turn, memberOf(happening), null)),
  [HAPPENING_INVITE]: opens('invite', (turn, { slack }) => inviteScreen(turn, { userIds: [slack.userId] })),
  [HAPPENING_DISMISS]: {
    may: 'decide_happening',
    shows: 'here',
    run: async (turn, { value }) => {
      const happening = await find(turn, value);
      if (!happening) return { replace: textMessage(wordHappeningRefusal(null, turn.words.pen)) };
      const result = await dismissHappening(turn.edge.deps, turn.asked, happening.id);
      if (result.ok) return { replace: await cardOf(turn, result.value) };
      const { refusal } = result;
      if (refusal.kind === 'happening_unknown')
        return { replace: textMessage(wordHappeningRefusal(null, turn.words.pen)) };
      // Whoever was first: the card says who decided it and when.
      if (refusal.kind === 'happening_over') return { replace: await cardOf(turn, refusal.happening) };
      return { tell: deniedMessage({ refusal, words: turn.words }) };
    },
  },
};
