import { DateTime } from 'luxon';
import { v7 as uuidv7 } from 'uuid';
import type { Door, DoorStage } from './door.ts';
import type { ExampleOrg } from './example-org.ts';

/** Moves the one clock to nine o'clock of the next working day, when a digest may be posted. */
export const waitForMorning = async ({ query, advance }: ExampleOrg): Promise<void> => {
  const [organization] = await query<{ now: Date; zone: string }>(
    'SELECT usher_now() AS now, time_zone AS zone FROM organization',
  );
  const now = DateTime.fromJSDate(organization?.now ?? new Date(), { zone: organization?.zone ?? 'UTC' });
  let morning = now.plus({ days: 1 }).startOf('day').plus({ hours: 9 });
  while (morning.weekday > 5) morning = morning.plus({ days: 1 });
  await advance(`${morning.toMillis() - now.toMillis()} milliseconds`);
};

/** The digest in a channel that everybody reads, with people who need a hand. The clock is at a morning. */
export const digestDoors = async ({ org }: DoorStage): Promise<Door[]> => {
  const { ada, query, workspace } = org;
  await org.invite('unheard1@example.net\nunheard2@example.net');
  await org.quiet();
  await query(`UPDATE delivery SET state = 'FAILED', cause = 'mail_refused' WHERE invitation_id IN (
    SELECT id FROM invitation WHERE email_key LIKE 'unheard%')`);
  const channel = workspace.channel('admins', { members: [ada], botIsMember: true });
  await query('UPDATE organization SET admin_channel_id = $1', [channel.id]);
  await query(
    `WITH claimed AS (
       INSERT INTO posted_message (id, organization_id, kind, subject, slack_team_id)
       SELECT $1, o.id, 'digest', (usher_now() AT TIME ZONE o.time_zone)::date::text, w.team_id
       FROM organization o JOIN workspace w ON w.organization_id = o.id
       ON CONFLICT DO NOTHING RETURNING organization_id, subject)
     SELECT graphile_worker.add_job('announce-digest',
       json_build_object('organizationId', organization_id, 'day', subject, 'requestId', 'r-digest')) FROM claimed`,
    [uuidv7()],
  );
  const digest = await channel.waitForMessage(/Not delivered/);
  // What else goes to admins goes to them directly, as the other doors expect.
  await query('UPDATE organization SET admin_channel_id = NULL');
  const press =
    (label: string, row: string, confirm?: true): Door['enter'] =>
    (actor) =>
      digest.click(label, { by: actor, row, stale: true, ...(confirm && { confirm }) });
  const reinvite = press('Reinvite', 'unheard1@');
  const withdraw = press('Withdraw', 'unheard2@', true);
  return [
    { id: 'digest_reinvite', for: 'admins', enter: reinvite, asAdmin: () => reinvite(ada) },
    { id: 'digest_withdraw', for: 'admins', enter: withdraw, asAdmin: () => withdraw(ada) },
  ];
};
