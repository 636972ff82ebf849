import type { Deps } from './deps.ts';
import type { OpenStore } from './open-store.ts';
import type { SlackEdge } from './slack/slack-edge.ts';
import type { HealthCheck } from './web/health-routes.ts';

type HealthParts = { readonly deps: Deps; readonly database: OpenStore; readonly edge: SlackEdge };

/** Not ready: nobody should be sent here. A token that Slack refuses is only told: the pages of those who are invited go on working. */
export const healthCheck =
  ({ deps, database, edge }: HealthParts): HealthCheck =>
  async () => {
    if (edge.isStopping()) return { ready: false, reasons: ['Usher is stopping'] };
    await database.pool.query('SELECT 1');
    if (!edge.isConnected()) return { ready: false, reasons: ['no connection to Slack'] };
    const stop = await deps.store.findSlackStop(deps.slackToken.teamId);
    if (!stop) return { ready: true };
    const scope = stop.needed ? ` ${stop.needed}` : '';
    return { ready: true, warnings: [`Slack takes nothing from Usher: ${stop.cause}${scope}`] };
  };
