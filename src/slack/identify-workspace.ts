import type { WebClient } from '@slack/web-api';

/** The workspace that a bot token belongs to, and who the bot is there. */
export type SlackWorkspace = {
  readonly teamId: string;
  readonly teamName: string;
  readonly enterpriseId: string | null;
  readonly botUserId: string;
  readonly botId: string;
};

/** Asks Slack by `auth.test`. Throws `WebAPIPlatformError` (`invalid_auth`, …) for a token that does not count. */
export const identifyWorkspace = async (client: WebClient): Promise<SlackWorkspace> => {
  const { team_id, team, enterprise_id, user_id, bot_id } = await client.auth.test();
  if (!team_id || !user_id || !bot_id)
    throw new Error('Slack knows this token, but not as the token of a bot. Use the one that starts with xoxb-.');
  return {
    teamId: team_id,
    teamName: team ?? team_id,
    enterpriseId: enterprise_id ?? null,
    botUserId: user_id,
    botId: bot_id,
  };
};
