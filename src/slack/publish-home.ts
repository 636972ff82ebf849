import type { WebClient } from '@slack/web-api';
import { isActiveAdmin, type SlackUserRef } from '../domain/actor.ts';
import { decide } from '../domain/policy.ts';
import { readDesk, readWeeks } from '../services/read-desk.ts';
import type { Edge } from './edge.ts';
import { beginInteraction, enter, type Interaction, reportError, type Turn } from './interaction.ts';
import { whoamiAnswer } from './listeners/screens.ts';
import { slackErrorCode } from './slack-errors.ts';
import { adminHome, messageHome, personalHome } from './views/home-view.ts';
import { deniedMessage } from './window.ts';

type HomeView = ReturnType<typeof messageHome>;

/**
 * Draws somebody's Home tab as things are now: when they open it, and after what they do from it. It is only ever drawn, so
 * twice is as good as once, and one that failed is drawn the next time they look. `key`: what it is drawn for.
 */
export const publishHome = (edge: Edge, client: WebClient, user: SlackUserRef, key: string): Promise<void> =>
  edge.homes(`${user.teamId}:${user.userId}`, () => draw(edge, client, user, key));

const draw = async (edge: Edge, client: WebClient, user: SlackUserRef, key: string): Promise<void> => {
  const interaction = beginInteraction(edge, client, {
    what: 'home',
    via: 'home',
    user,
    idempotencyKey: `home:${key}`,
  });
  try {
    await publish(interaction, await homeOf(interaction));
  } catch (error) {
    const message = reportError(interaction, error);
    await publish(interaction, messageHome(message)).catch((lost: unknown) =>
      interaction.log.warn({ err: lost }, 'the Home tab could not even say that it failed'),
    );
  }
};

const homeOf = async (interaction: Interaction): Promise<HomeView> => {
  const entered = await enter(interaction, 'whoami');
  return entered.ok ? viewFor(entered.value) : messageHome(deniedMessage(entered.refusal));
};

const viewFor = async (turn: Turn): Promise<HomeView> => {
  const { edge, context, words } = turn;
  const { actor, organization } = context;
  if (isActiveAdmin(actor)) {
    const reader = { ...context, actor };
    const [desk, weeks] = await Promise.all([readDesk(edge.deps, reader), readWeeks(edge.deps, reader)]);
    return adminHome(desk, weeks, organization.timeZone, words);
  }
  const mayReadRoster = decide(actor, 'list', organization).ok;
  const { supportContact } = organization;
  return personalHome(await whoamiAnswer(turn), { mayReadRoster, supportContact }, words);
};

const publish = async ({ client, user, log }: Interaction, view: HomeView): Promise<void> => {
  try {
    await client.views.publish({ user_id: user.userId, view });
  } catch (error) {
    // The tab is switched off in the app's settings, or it is not ours to draw: nobody waits for it then.
    if (!['not_enabled', 'user_not_found'].includes(slackErrorCode(error) ?? '')) throw error;
    log.warn({ err: error }, 'Slack shows no Home tab');
  }
};
