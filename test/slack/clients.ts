import { pino } from 'pino';
import { slackLogger } from '../../src/slack/slack-logger.ts';
import { createWebClients, type WebClients } from '../../src/slack/web-clients.ts';
import type { Workspace } from '../support/workspace/workspace.ts';

/** For what tests need no log of. */
export const silent = pino({ level: 'silent' });

/** Usher's own two clients, on a workspace of the tests. */
export const clientsOf = (workspace: Pick<Workspace, 'token' | 'apiUrl'>): WebClients =>
  createWebClients({ botToken: workspace.token, apiUrl: workspace.apiUrl, logger: slackLogger(silent) });
