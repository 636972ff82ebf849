import type { SlackStop } from '../domain/slack-stop.ts';
import type { KnownSlackStop, SlackStopNotes, SlackStopReads, SlackStopWrites } from '../ports/slack-stops.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import { Prisma } from './generated/client.ts';

const findSlackStop = async (db: Db, slackTeamId: string): Promise<KnownSlackStop | null> => {
  const [row] = await db.$queryRaw<KnownSlackStop[]>(Prisma.sql`
    SELECT slack_stop_cause AS cause, slack_stop_needed AS needed, slack_stopped_at AS since FROM workspace
    WHERE team_id = ${slackTeamId} AND slack_stopped_at IS NOT NULL`);
  return row ?? null;
};

/** Once in 50 seconds, so that of any number of processes one asks Slack each minute. */
const claimSlackTrial = async (db: Db, slackTeamId: string): Promise<SlackStop | null> => {
  const [row] = await db.$queryRaw<SlackStop[]>(Prisma.sql`
    UPDATE workspace SET slack_tried_at = usher_now()
    WHERE team_id = ${slackTeamId} AND slack_stopped_at IS NOT NULL
      AND (slack_tried_at IS NULL OR slack_tried_at <= usher_now() - interval '50 seconds')
    RETURNING slack_stop_cause AS cause, slack_stop_needed AS needed`);
  return row ?? null;
};

type Whose = { readonly organizationId: string };

const stopSlack = async (db: Db, slackTeamId: string, { cause, needed }: SlackStop): Promise<Whose | null> => {
  const [row] = await db.$queryRaw<Whose[]>(Prisma.sql`
    UPDATE workspace SET slack_stopped_at = usher_now(), slack_tried_at = usher_now(), slack_stop_cause = ${cause},
      slack_stop_needed = ${needed}
    WHERE team_id = ${slackTeamId} AND slack_stopped_at IS NULL RETURNING organization_id AS "organizationId"`);
  return row ?? null;
};

const resumeSlack = async (db: Db, slackTeamId: string): Promise<Whose | null> => {
  const [row] = await db.$queryRaw<Whose[]>(Prisma.sql`
    UPDATE workspace SET slack_stopped_at = NULL, slack_tried_at = NULL, slack_stop_cause = NULL, slack_stop_needed = NULL
    WHERE team_id = ${slackTeamId} AND slack_stopped_at IS NOT NULL RETURNING organization_id AS "organizationId"`);
  return row ?? null;
};

export const slackStopReadsOn = (db: Db): SlackStopReads => ({ findSlackStop: bind(db)(findSlackStop) });

export const slackStopNotesOn = (db: Db): SlackStopNotes => ({ claimSlackTrial: bind(db)(claimSlackTrial) });

export const slackStopWritesOn = (db: Db): SlackStopWrites => {
  const on = bind(db);
  return { stopSlack: on(stopSlack), resumeSlack: on(resumeSlack) };
};
