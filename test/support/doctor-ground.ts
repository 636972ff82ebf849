import { expect, vi } from 'vitest';
import { probeUrl } from '../../src/web/probe-url.ts';
import { type MailServer, reply, startMailServer } from '../mail/mail-server.ts';
import { createDatabase } from './database.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';
import { seed, seedMember } from './seed.ts';
import { noMinutePasses, startUsher, type Usher, unhurried } from './usher.ts';
import type { Channel } from './workspace/channel.ts';
import type { Person } from './workspace/person.ts';

/** An Usher in which nothing is to be mended, with a mail server that asks for a password. */
export type DoctorGround = {
  readonly usher: Usher;
  readonly ada: Person;
  readonly grace: Person;
  readonly admins: Channel;
  readonly sales: Channel;
  /** Where PUBLIC_URL, which is nobody's, really leads. */
  readonly localUrl: string;
  readonly mailServer: MailServer;
  /** For returned mail. */
  readonly mailbox: Mailbox;
  readonly stop: () => Promise<void>;
};

export const startDoctorGround = async (): Promise<DoctorGround> => {
  const mailServer = await startMailServer({
    authOptional: false,
    onAuth: ({ username, password }, _session, done) =>
      username === 'usher' && password === 'r1ght'
        ? done(null, { user: username })
        : done(reply(535, `5.7.8 ${username} is not known with ${password}`)),
  });
  const mailbox = await startMailbox();
  const database = await createDatabase();
  let localUrl = '';
  const usher = await startUsher({
    ...unhurried,
    minuteMs: noMinutePasses,
    databaseUrl: database.url,
    firstAdminEmail: '',
    slackMode: 'http',
    askUrl: () => probeUrl(localUrl),
    env: {
      PUBLIC_URL: 'https://usher.example.com',
      BOUNCE_IMAP_URL: mailbox.url,
      SMTP_URL: `smtp://usher:r1ght@127.0.0.1:${mailServer.port}`,
    },
  });
  localUrl = `http://127.0.0.1:${usher.app.port}`;
  const { workspace } = usher;
  const [ada, grace] = [workspace.person({ firstName: 'Ada' }), workspace.person({ firstName: 'Grace' })];
  for (const person of [ada, grace])
    await seedMember(usher, { email: person.email, firstName: person.firstName, role: 'Admin', slack: person });
  const admins = workspace.channel('admins', { members: [ada, grace], botIsMember: true });
  const sales = workspace.channel('sales', { botIsMember: true });
  await seed(usher, {
    teams: [{ name: 'Sales', channelId: sales.id }],
    settings: {
      product_url: 'https://atlas.example.com',
      getting_started_url: 'https://atlas.example.com/start',
      support_contact: 'help@example.com',
      admin_channel_id: admins.id,
    },
  });
  await ada.types('/members help');
  await waitForSighting(usher, 'command');
  const stop = async (): Promise<void> => {
    await usher.stop();
    await mailServer.close();
    await mailbox.stop();
    await database.drop();
  };
  return { usher, ada, grace, admins, sales, localUrl, mailServer, mailbox, stop };
};

/** It is written beside what is answered. Since `after`, if given. */
export const waitForSighting = async ({ query }: Usher, kind: string, after = new Date(0)): Promise<void> => {
  await vi.waitFor(
    async () =>
      expect(await query('SELECT 1 FROM sighting WHERE kind = $1 AND at > $2', [kind, after])).toHaveLength(1),
    { timeout: 30_000, interval: 10 },
  );
};
