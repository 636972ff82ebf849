// What `/members whoami` is compared with, in a process of its own: `node --import tsx bolt-app.ts DATABASE_URL SLACK_API_URL TOKEN SECRET`.
// A Bolt app that answers a command from one prepared read, and does nothing else. It prints its port when it listens.
import bolt from '@slack/bolt';
import { Pool } from 'pg';

const [databaseUrl = '', slackApiUrl = '', token = '', signingSecret = ''] = process.argv.slice(2);

const pool = new Pool({ connectionString: databaseUrl, max: 12 });
const app = new bolt.App({ token, signingSecret, clientOptions: { slackApiUrl } });

app.command('/members', async ({ ack, command }) => {
  const { rows } = await pool.query<{ name: string }>({
    name: 'whoami',
    text: `SELECT r.name FROM slack_identity s JOIN membership m ON m.account_id = s.account_id JOIN role r ON r.id = m.role_id
      WHERE s.team_id = $1 AND s.slack_user_id = $2 AND m.status = 'ACTIVE'`,
    values: [command.team_id, command.user_id],
  });
  await ack({ response_type: 'ephemeral', text: `You are ${rows[0]?.name ?? 'nobody here'}.` });
});

const server = await app.start(0);
const address = 'address' in server ? server.address() : null;
process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`);
