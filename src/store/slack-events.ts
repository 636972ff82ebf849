import type { Pool } from 'pg';
import { job } from '../domain/job.ts';
import { jobSpec } from '../domain/job-specs.ts';
import type { SlackEvent } from '../ports/happenings.ts';
import type { EventOutcome } from '../ports/metrics.ts';

/**
 * Slack tells of every edit of everybody's profile, so most of this is about people of whom nothing is to be seen: they cost a few
 * looks into indexes, and nothing is written. Whatever may matter is enqueued in the same statement, once for each event.
 * Parameters: $1 team, $2 user, $3 address or null, $4 deleted, $5 guest.
 */
const concerns = {
  user_change: `known AS (
      SELECT account_id, guest_since IS NOT NULL AS is_guest, TRUE AS is_bound FROM slack_identity
      WHERE team_id = $1 AND slack_user_id = $2
      UNION ALL
      SELECT a.id, FALSE, FALSE FROM account a WHERE a.email_key = $3 AND NOT EXISTS (
        SELECT 1 FROM slack_identity i WHERE i.team_id = $1 AND (i.slack_user_id = $2 OR i.account_id = a.id))
    ), seen AS (
      SELECT s.kind, s.email FROM happening s JOIN here ON here.id = s.organization_id
      WHERE s.slack_team_id = $1 AND s.slack_user_id = $2 AND s.over_at IS NULL
    ), concerned AS (
      SELECT 1 FROM here JOIN membership m ON m.organization_id = here.id JOIN known ON known.account_id = m.account_id
      JOIN account a ON a.id = m.account_id
      WHERE m.status = 'ACTIVE' AND CASE
        WHEN $4 THEN NOT EXISTS (SELECT 1 FROM seen WHERE kind = 'left')
        WHEN known.is_bound THEN known.is_guest <> $5
          OR a.email_key = $3 AND EXISTS (SELECT 1 FROM seen WHERE kind = 'address')
          OR a.email_key <> $3 AND NOT EXISTS (SELECT 1 FROM seen WHERE kind = 'address' AND email = $3)
        ELSE FALSE END
      UNION ALL
      SELECT 1 FROM seen WHERE kind = 'left' AND NOT $4 OR kind = 'guest' AND NOT $5 OR kind = 'joined' AND $4
    )`,
  team_join: `concerned AS (
      SELECT 1 FROM here WHERE ask_about_joiners AND NOT $4::boolean AND $3::text IS NOT NULL AND $2::text <> '' AND $5::boolean IS NOT NULL
    )`,
} as const;

const textOf = (type: SlackEvent['type']): string => `WITH here AS (
      SELECT o.id, o.ask_about_joiners FROM workspace w JOIN organization o ON o.id = w.organization_id
      WHERE w.team_id = $1 AND w.uninstalled_at IS NULL
    ), ${concerns[type]}, taken AS (
      INSERT INTO handled_interaction (key) SELECT $6 WHERE EXISTS (SELECT 1 FROM concerned)
      ON CONFLICT DO NOTHING RETURNING key
    )
    SELECT EXISTS (SELECT 1 FROM concerned) AS "isConcerned", count(graphile_worker.add_job(
      identifier => $7, payload => $8::json, queue_name => $9, run_at => now() + make_interval(secs => $10::int / 1000.0),
      max_attempts => $11, job_key => $12, priority => $13, job_key_mode => 'preserve_run_at'))::int AS added
    FROM taken`;

const jobNames = { user_change: 'look-at-slack-user', team_join: 'look-at-newcomer' } as const;

/** Takes one event, once: Slack delivers it again when its answer got lost, and does not know how many of us there are. */
export const takeSlackEvent = async (pool: Pool, event: SlackEvent): Promise<EventOutcome> => {
  const { type, user, requestId } = event;
  const name = jobNames[type];
  const payload = { ...user, requestId };
  const { queue, delayMs, maxAttempts, key, priority } = jobSpec(job(name, payload));
  const { rows } = await pool.query<{ isConcerned: boolean; added: number }>({
    name: `take-${type}`,
    text: textOf(type),
    values: [
      user.teamId,
      user.userId,
      event.emailKey,
      event.isDeleted,
      event.isGuest,
      `${user.teamId}:event:${event.eventId}`,
      ...[name, JSON.stringify(payload), queue, delayMs, maxAttempts, key, priority],
    ],
  });
  const [taken] = rows;
  if (!taken?.isConcerned) return 'passed';
  return taken.added === 1 ? 'taken' : 'again';
};
