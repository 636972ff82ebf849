import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackToken } from '../ports/slack-stops.ts';
import { slackErrorCode } from './slack-errors.ts';

export type SlackTokenParts = { readonly teamId: string; readonly client: WebClient; readonly log: Logger };

export const createSlackToken = ({ teamId, client, log }: SlackTokenParts): SlackToken => ({
  teamId,
  tryOut: async (needed) => {
    try {
      const { response_metadata: meta } = await client.auth.test();
      return { works: needed === null || (meta?.scopes ?? []).includes(needed) };
    } catch (error) {
      if (slackErrorCode(error) !== undefined) return { works: false };
      log.info({ err: error }, 'Slack did not say whether the token counts');
      return undefined;
    }
  },
});
