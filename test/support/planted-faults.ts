import { scopes } from '../../src/slack/scopes.ts';
import { type DoctorGround, waitForSighting } from './doctor-ground.ts';
import { CLOSED_PORT } from './free-port.ts';
import { startWorkspace } from './workspace/workspace.ts';

type Planted = {
  readonly env?: Record<string, string | undefined>;
  readonly url?: string;
  /** How long each look may take; else long enough for a busy machine. */
  readonly patienceMs?: number;
  readonly mend?: () => unknown;
};

type PlantedFault = {
  readonly fault: string;
  /** Everything that doctor has to find, in its order. */
  readonly finds: readonly string[];
  readonly says: RegExp;
  readonly isBroken?: false;
  readonly plant: () => Promise<Planted> | Planted;
};

export const plantedFaults = (on: () => DoctorGround): readonly PlantedFault[] => [
  ...slackFaults(on),
  ...serverFaults(on),
  ...queueFaults(on),
  ...organizationFaults(on),
];

/** Socket Mode without a public address. */
const pageless = ({ usher }: DoctorGround) => ({
  SLACK_MODE: 'socket',
  SLACK_APP_TOKEN: usher.workspace.appToken,
  PUBLIC_URL: '',
});

/** An invitation of somebody whom no link has reached. */
const seedUnreached = async ({ query }: DoctorGround['usher']): Promise<string> => {
  const [row] = await query<{ id: string }>(
    `WITH made AS (
       INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id, expires_at)
       SELECT gen_random_uuid(), organization_id, 'out@example.net', 'out@example.net', id, gen_random_uuid(),
         usher_now() + interval '1 day' FROM role WHERE is_default
       RETURNING id, generation)
     INSERT INTO delivery (id, invitation_id, generation, channel, state, cause)
     SELECT gen_random_uuid(), id, generation, 'EMAIL', 'FAILED', 'no_public_address' FROM made
     RETURNING invitation_id AS id`,
  );
  return row?.id ?? '';
};

const slackFaults = (on: () => DoctorGround): readonly PlantedFault[] => [
  {
    fault: 'a token that Slack does not know',
    finds: ['token_unknown'],
    says: /broken {3}Slack: Slack does not know SLACK_BOT_TOKEN\..*Copy the Bot User OAuth Token again/,
    plant: () => ({ env: { SLACK_BOT_TOKEN: 'xoxb-of-nobody' } }),
  },
  {
    fault: 'an app that was removed from the workspace',
    finds: ['app_removed'],
    says: /The app was removed from the workspace/,
    plant: () => on().usher.workspace.faults.answer('auth.test', 'account_inactive') ?? {},
  },
  {
    fault: 'a token that was revoked',
    finds: ['token_revoked'],
    says: /SLACK_BOT_TOKEN was revoked\..*install the app into the workspace again/,
    plant: () => {
      const { workspace } = on().usher;
      workspace.revokeToken();
      return { mend: () => workspace.restoreToken() };
    },
  },
  {
    fault: 'the token of another workspace',
    finds: ['other_workspace'],
    says: /is of the workspace Elsewhere, and the people here are of Example Workspace/,
    plant: async () => {
      const elsewhere = await startWorkspace({
        teamId: 'TELSEWHERE',
        teamName: 'Elsewhere',
        scopes: Object.keys(scopes),
      });
      return {
        env: { SLACK_API_URL: elsewhere.apiUrl, SLACK_BOT_TOKEN: elsewhere.token },
        mend: () => elsewhere.stop(),
      };
    },
  },
  {
    fault: 'scopes of an older manifest',
    finds: ['scopes_missing'],
    says: /lacks 2 permissions: files:write and users:read\.email/,
    plant: () => {
      const granted = on().usher.workspace.scopes;
      for (const scope of ['files:write', 'users:read.email']) granted.delete(scope);
      return { mend: () => granted.add('files:write').add('users:read.email') };
    },
  },
  {
    fault: 'a Slack that does not answer',
    finds: ['check_hangs'],
    says: /Slack: No answer within 4 seconds/,
    plant: () => {
      on().usher.workspace.faults.hang('auth.test', 5_000);
      return { patienceMs: 4_000 };
    },
  },
  {
    fault: 'a Slack that cannot be reached',
    finds: ['slack_unreachable'],
    says: /Slack cannot be reached from this machine \(ECONNREFUSED\)/,
    plant: () => ({ env: { SLACK_API_URL: `http://127.0.0.1:${CLOSED_PORT}/api/` } }),
  },
  {
    fault: 'an app-level token of another app, in Socket Mode',
    finds: ['app_token_refused'],
    says: /Slack refuses SLACK_APP_TOKEN: invalid_auth/,
    plant: () => ({ env: { SLACK_MODE: 'socket', SLACK_APP_TOKEN: 'xapp-1-of-nobody' } }),
  },
  {
    fault: 'messages that are still held back',
    finds: ['slack_held_back'],
    says: /What Usher sends to Slack is held back since .* Slack takes the token again/,
    isBroken: false,
    plant: async () => {
      const { query } = on().usher;
      await query(
        `UPDATE workspace SET slack_stopped_at = now(), slack_tried_at = now(), slack_stop_cause = 'token_revoked'`,
      );
      return {
        mend: () =>
          query('UPDATE workspace SET slack_stopped_at = NULL, slack_tried_at = NULL, slack_stop_cause = NULL'),
      };
    },
  },
  {
    fault: 'a wrong signing secret',
    finds: ['signature_refused'],
    says: /refused for its signature, last .*Copy the Signing Secret again/,
    plant: async () => {
      const { usher, ada } = on();
      await usher.workspace.deliver({ signature: 'wrong' });
      await waitForSighting(usher, 'refused');
      const [row] = await usher.query<{ at: Date }>('SELECT usher_now() AS at');
      return {
        mend: async () => {
          await ada.types('/members help');
          await waitForSighting(usher, 'request', row?.at);
        },
      };
    },
  },
  {
    fault: 'a command that Usher does not answer to',
    finds: ['stray_command'],
    says: /Slack sends \/crew, .* and Usher answers to \/members\./,
    plant: async () => {
      const { usher, ada } = on();
      await ada.types('/crew invite');
      await waitForSighting(usher, 'stray_command');
      return { mend: () => usher.query(`DELETE FROM sighting WHERE kind = 'stray_command'`) };
    },
  },
  {
    fault: 'a public address where nobody listens',
    finds: ['url_unreachable'],
    says: /PUBLIC_URL does not answer when it is asked from this machine \(ECONNREFUSED\)/,
    isBroken: false,
    plant: () => ({ url: `http://127.0.0.1:${CLOSED_PORT}` }),
  },
  {
    fault: 'a public address that leads to something else',
    finds: ['url_answers_otherwise'],
    says: /PUBLIC_URL is answered by something else than Usher \(HTTP 200\)/,
    plant: () => ({ url: on().usher.workspace.apiUrl }),
  },
];

const serverFaults = (on: () => DoctorGround): readonly PlantedFault[] => [
  {
    fault: 'settings that are wrong',
    finds: ['setting_wrong', 'setting_wrong'],
    says: /Settings: PORT is not a port number[\s\S]*Settings: APP_SECRET is too short/,
    plant: () => ({ env: { APP_SECRET: 'hunter2', PORT: 'web' } }),
  },
  {
    fault: 'an address without https, and a secret of before',
    finds: ['public_url_plain', 'secret_previous'],
    says: /warning {2}Settings: PUBLIC_URL begins with http, not https[\s\S]*hint {5}Settings: APP_SECRET_PREVIOUS is still set/,
    isBroken: false,
    plant: () => ({
      env: { PUBLIC_URL: 'http://usher.example.com', APP_SECRET_PREVIOUS: 'before-0123456789abcdef0123456789abcdef' },
    }),
  },
  {
    fault: 'an address of this machine alone',
    finds: ['public_url_local'],
    says: /PUBLIC_URL is an address of this machine alone/,
    isBroken: false,
    plant: () => ({ env: { PUBLIC_URL: 'http://localhost:3000' } }),
  },
  {
    fault: 'a clock that is ten minutes off Slack’s',
    finds: ['clock_breaks_signatures'],
    says: /This machine's clock is 10 minutes behind Slack's/,
    plant: () => {
      const { workspace } = on().usher;
      workspace.advance(600_000);
      return { mend: () => workspace.advance(-600_000) };
    },
  },
  {
    fault: 'a clock that is two minutes off Slack’s',
    finds: ['clock_drifts'],
    says: /This machine's clock is 2 minutes ahead of Slack's/,
    isBroken: false,
    plant: () => {
      const { workspace } = on().usher;
      workspace.advance(-120_000);
      return { mend: () => workspace.advance(120_000) };
    },
  },
  {
    fault: 'a clock of the database that was moved',
    finds: ['clock_moved'],
    says: /The database's clock is moved by 1 hour/,
    plant: async () => {
      const { query } = on().usher;
      const [row] = await query<{ name: string }>('SELECT current_database() AS name');
      await query(`ALTER DATABASE "${row?.name}" SET usher.clock_offset = '1 hour'`);
      return { mend: () => query(`ALTER DATABASE "${row?.name}" RESET usher.clock_offset`) };
    },
  },
  {
    fault: 'a database that is stopped',
    finds: ['database_unreachable'],
    says: /Database: The database cannot be reached \(ECONNREFUSED\)[\s\S]*Queue: not looked at/,
    plant: () => ({ env: { DATABASE_URL: `postgres://usher:hunter2@127.0.0.1:${CLOSED_PORT}/usher` } }),
  },
  {
    fault: 'a wrong password of the database',
    finds: ['database_password'],
    says: /Mend user and password in DATABASE_URL/,
    plant: () => ({ env: { DATABASE_URL: on().usher.env['DATABASE_URL']?.replace(/:[^:@/]+@/, ':wr0ng@') } }),
  },
  {
    fault: 'a database that lacks a migration',
    finds: ['migrations_pending'],
    says: /of an older version: 1 migration is missing/,
    plant: async () => {
      const { query } = on().usher;
      const last = 'migration_name = (SELECT max(migration_name) FROM _prisma_migrations)';
      const [row] = await query<{ id: string }>(
        `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE ${last} RETURNING id`,
      );
      return { mend: () => query('UPDATE _prisma_migrations SET rolled_back_at = NULL WHERE id = $1', [row?.id]) };
    },
  },
  {
    fault: 'a database of a newer Usher',
    finds: ['database_unusable'],
    says: /The database is newer than this Usher: it holds migration 2999_later/,
    plant: async () => {
      const { query } = on().usher;
      await query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('later', '', '2999_later', now())`,
      );
      return { mend: () => query(`DELETE FROM _prisma_migrations WHERE id = 'later'`) };
    },
  },
  {
    fault: 'a wrong password of the mail server',
    finds: ['mail_sign_in_refused'],
    says: /The mail server refuses our user or password\..*Mend user and password in SMTP_URL/,
    plant: () => ({ env: { SMTP_URL: `smtp://usher:wr0ng@127.0.0.1:${on().mailServer.port}` } }),
  },
  {
    fault: 'a mail server that is down',
    finds: ['mail_unreachable'],
    says: /The mail server cannot be reached \(ECONNREFUSED\)/,
    plant: () => ({ env: { SMTP_URL: `smtp://usher:r1ght@127.0.0.1:${CLOSED_PORT}` } }),
  },
  {
    fault: 'returned mail that nobody looks at',
    finds: ['bounces_unwatched'],
    says: /hint {5}Mail: Nobody looks at mail that comes back/,
    isBroken: false,
    plant: () => ({ env: { BOUNCE_IMAP_URL: '' } }),
  },
  {
    fault: 'a wrong password of the mailbox for returned mail',
    finds: ['mailbox_sign_in_refused'],
    says: /warning {2}Mail: The mailbox for returned mail refuses our user or password/,
    isBroken: false,
    plant: () => ({ env: { BOUNCE_IMAP_URL: on().mailbox.url.replace(/:[^:@/]+@/, ':wr0ng@') } }),
  },
  {
    fault: 'a folder for returned mail that is not there',
    finds: ['mailbox_missing'],
    says: /The mailbox for returned mail has no folder Bounces\./,
    isBroken: false,
    plant: () => ({ env: { BOUNCE_IMAP_URL: on().mailbox.url.replace(/[^/]+$/, 'Bounces') } }),
  },
  {
    fault: 'a mailbox for returned mail that is down',
    finds: ['mailbox_unreachable'],
    says: /The mailbox for returned mail cannot be reached \(ECONNREFUSED\)/,
    isBroken: false,
    plant: () => ({ env: { BOUNCE_IMAP_URL: `imap://usher:wr0ng@127.0.0.1:${CLOSED_PORT}/INBOX` } }),
  },
  {
    fault: 'no mail server at all',
    finds: ['mail_off'],
    says: /warning {2}Mail: No mail server is set up/,
    isBroken: false,
    plant: () => ({ env: { SMTP_URL: '' } }),
  },
  {
    fault: 'mail without a page that a link could lead to, in Socket Mode',
    finds: ['links_unmailable'],
    says: /warning {2}Mail: Usher has no public address that a link could lead to\. .*everybody else gets nothing\. → Set PUBLIC_URL/,
    isBroken: false,
    plant: () => ({ env: pageless(on()) }),
  },
  {
    fault: 'neither pages nor mail, where everybody is in Slack',
    finds: ['slack_only'],
    says: /hint {5}Mail: Usher reaches people of this Slack workspace, and nobody else.*there is nothing to mend/,
    isBroken: false,
    plant: () => ({ env: { ...pageless(on()), SMTP_URL: '' } }),
  },
  {
    fault: 'the same, with somebody invited who is not',
    finds: ['links_unmailable'],
    says: /no public address that a link could lead to, and no mail server\. 1 invitation can reach nobody/,
    isBroken: false,
    plant: async () => {
      const { query } = on().usher;
      const id = await seedUnreached(on().usher);
      const mend = async () => {
        await query('DELETE FROM delivery WHERE invitation_id = $1', [id]);
        await query('DELETE FROM invitation WHERE id = $1', [id]);
      };
      return { env: { ...pageless(on()), SMTP_URL: '' }, mend };
    },
  },
];

const strayJob = `graphile_worker.add_job('job-of-another-version', json_build_object('requestId', 'r')`;

const queueFaults = (on: () => DoctorGround): readonly PlantedFault[] => {
  const clear = () => on().usher.query('DELETE FROM graphile_worker._private_jobs');
  const plant =
    (...statements: string[]) =>
    async () => {
      for (const statement of statements) await on().usher.query(statement);
      return { mend: clear };
    };
  return [
    {
      fault: 'a queue that nobody empties',
      finds: ['queue_behind'],
      says: /Queue: 1 job waits to be done, the oldest since 10 minutes/,
      plant: plant(`SELECT ${strayJob}, run_at => now() - interval '10 minutes')`),
    },
    {
      fault: 'jobs held by a process that is gone',
      finds: ['jobs_held'],
      says: /1 job is held by a process that is gone/,
      plant: plant(
        `SELECT ${strayJob}, run_at => now() + interval '1 day')`,
        `UPDATE graphile_worker._private_jobs SET locked_by = 'of the dead', locked_at = now() - interval '10 minutes'`,
      ),
    },
    {
      fault: 'a job that failed for good',
      finds: ['jobs_failed'],
      says: /warning {2}Queue: Usher gave up on 1 job after every try[\s\S]*job-of-another-version, \d+ \w+ 2\d{3}, .* 1 try$/m,
      isBroken: false,
      plant: plant(
        `SELECT ${strayJob}, max_attempts => 1)`,
        'UPDATE graphile_worker._private_jobs SET attempts = max_attempts',
      ),
    },
  ];
};

const organizationFaults = (on: () => DoctorGround): readonly PlantedFault[] => {
  const setting = (column: string, value: unknown) => async (): Promise<Planted> => {
    const { query } = on().usher;
    const [before] = await query<{ value: unknown }>(`SELECT ${column} AS value FROM organization`);
    await query(`UPDATE organization SET ${column} = $1`, [value]);
    return { mend: () => query(`UPDATE organization SET ${column} = $1`, [before?.value]) };
  };
  return [
    {
      fault: 'a team’s channel that Usher is not in',
      finds: ['channel_without_us'],
      says: /warning {2}Channels: Usher is not in C\w+, the channel of the team Sales\. .*Type \/invite @Usher there/,
      isBroken: false,
      plant: () => {
        on().sales.removeBot();
        return { mend: () => on().sales.addBot() };
      },
    },
    {
      fault: 'an admin channel that was archived',
      finds: ['channel_archived'],
      says: /C\w+, the channel of the admins, is archived/,
      isBroken: false,
      plant: () => {
        on().admins.archive();
        return { mend: () => on().admins.unarchive() };
      },
    },
    {
      fault: 'an admin channel that is gone',
      finds: ['channel_gone'],
      says: /C0GONE, the channel of the admins, is gone, or it is private and Usher is not in it/,
      isBroken: false,
      plant: setting('admin_channel_id', 'C0GONE'),
    },
    {
      fault: 'a digest that goes nowhere',
      finds: ['digest_nowhere'],
      says: /hint {5}Organization: The digest is on, and there is no admin channel/,
      isBroken: false,
      plant: setting('admin_channel_id', null),
    },
    {
      fault: 'no product URL',
      finds: ['product_url_missing'],
      says: /hint {5}Organization: Product URL is not set\. New members are not told where to sign in/,
      isBroken: false,
      plant: setting('product_url', null),
    },
    {
      fault: 'no getting-started URL',
      finds: ['getting_started_missing'],
      says: /Getting-started URL is not set/,
      isBroken: false,
      plant: setting('getting_started_url', null),
    },
    {
      fault: 'nobody to ask',
      finds: ['support_missing'],
      says: /Support contact is not set/,
      isBroken: false,
      plant: setting('support_contact', null),
    },
    {
      fault: 'a single admin',
      finds: ['one_admin'],
      says: /There is only one admin/,
      isBroken: false,
      plant: async () => {
        const { query } = on().usher;
        const grace = `account_id = (SELECT id FROM account WHERE email = '${on().grace.email}')`;
        await query(`UPDATE membership SET status = 'DEACTIVATED', ended_at = now() WHERE ${grace}`);
        return { mend: () => query(`UPDATE membership SET status = 'ACTIVE', ended_at = NULL WHERE ${grace}`) };
      },
    },
    {
      fault: 'admins who have not said yet who they are',
      finds: ['no_admin_bound'],
      says: /No admin has said yet who they are in Slack/,
      plant: async () => {
        const { query } = on().usher;
        await query('CREATE TABLE kept AS SELECT * FROM slack_identity');
        await query('DELETE FROM slack_identity');
        return {
          mend: async () => {
            await query('INSERT INTO slack_identity SELECT * FROM kept');
            await query('DROP TABLE kept');
          },
        };
      },
    },
  ];
};
