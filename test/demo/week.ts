import { DateTime } from 'luxon';
import { seed } from '../support/seed.ts';
import type { Usher } from '../support/usher.ts';
import {
  acceptsAfterAll,
  asksForNewLink,
  digestOfMonday,
  leavesAndRoles,
  ranOut,
  secondDigest,
} from './chapters/week-of-admins.ts';
import { accepts, cameBack, invites, opens, readReminders, refusedMailbox } from './chapters/week-of-invitees.ts';
import { happensInSlack, looksAtEverything } from './chapters/week-of-slack.ts';
import type { Cast, WeekStage } from './stage.ts';
import type { Transcript } from './transcript.ts';

const ZONE = 'Europe/Berlin';

/** What Usher says by itself in a week: each kind of message, as those who got it saw it. */
export const playWeek = async (usher: Usher, cast: Cast, tell: Transcript): Promise<void> => {
  const stage = await setWeek(usher, cast, tell);
  await stage.comes('Mon 16:00');
  await invites(stage);
  await accepts(stage);
  await refusedMailbox(stage);
  await cameBack(stage);
  await opens(stage);
  await readReminders(stage);
  await digestOfMonday(stage);
  await ranOut(stage);
  await secondDigest(stage);
  await acceptsAfterAll(stage);
  await asksForNewLink(stage);
  await leavesAndRoles(stage);
  await happensInSlack(stage);
  await looksAtEverything(stage);
  await weeklyLine(stage);
  count(stage);
};

const setWeek = async (usher: Usher, cast: Cast, tell: Transcript): Promise<WeekStage> => {
  const { workspace } = usher;
  const [admins, everybody] = ['admins', 'everybody'].map((name) =>
    workspace.channel(name, { members: [cast.ada], botIsMember: true }),
  );
  if (!admins || !everybody) throw new Error('The channels are missing');
  await bindAda(cast);
  await seed(usher, {
    teams: [{ name: 'Sales', channelId: cast.sales.id }],
    settings: {
      product_name: 'Example Studio',
      product_url: 'https://studio.example.com',
      support_contact: 'help@example.com',
      time_zone: ZONE,
      admin_channel_id: admins.id,
      organization_channel_id: everybody.id,
      organization_posts: 'WEEKLY',
    },
  });
  await usher.query("UPDATE team SET tells = '{joins,role_changes,leaves}'");
  const monday = DateTime.now().setZone(ZONE).startOf('week').plus({ weeks: 1 });
  return {
    ...cast,
    usher,
    tell,
    admins,
    everybody,
    comes: (when) => letPass(usher, tell, monday, when),
    undoIsOver: async () => {
      await usher.advance('11 minutes');
      await usher.query(
        'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND locked_at IS NULL',
      );
    },
  };
};

/** She was appointed, and says that she is who Slack says. */
const bindAda = async ({ ada }: Cast): Promise<void> => {
  await ada.types('/members invite');
  const question = await ada.modal({ settled: true, title: 'Is this you?' });
  const { updatedTo } = await question.submit();
  await (updatedTo ?? question).close();
};

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Next Mon'];

const letPass = async (usher: Usher, tell: Transcript, monday: DateTime, when: string): Promise<void> => {
  const [, day = '', hour = '', minute = ''] = /^(.+) (\d\d):(\d\d)$/.exec(when) ?? [];
  const at = monday.plus({ days: DAYS.indexOf(day) }).set({ hour: Number(hour), minute: Number(minute), second: 2 });
  const [row] = await usher.query<{ now: Date }>('SELECT usher_now() AS now');
  await usher.advance(`${at.toMillis() - (row?.now ?? new Date()).getTime()} milliseconds`);
  tell.does('⏱ ', at.toFormat('cccc HH:mm'));
};

const weeklyLine = async ({ everybody, tell, comes }: WeekStage): Promise<void> => {
  tell.chapter('Monday again: one line for everybody');
  await comes('Next Mon 09:00');
  const line = await everybody.waitForMessage(/Last week/);
  tell.shows('#everybody', line.text);
  tell.expect(everybody.messages().length === 1, 'it is the only post of the week there');
  tell.expect(/joined.*left/.test(line.text), 'it counts who came and who went, and names nobody');
};

/** What the week cost: posts ring, edits do not. */
const count = ({ usher, tell, ada, admins, everybody, sales }: WeekStage): void => {
  tell.chapter('What the week came to');
  const channels = [admins, everybody, sales];
  const posts = channels.map((channel) => `${channel.messages().length} in #${channel.name}`).join(', ');
  const edits = [...channels, ada]
    .flatMap((place) => place.messages())
    .reduce((sum, message) => sum + message.edits, 0);
  const direct = ada.messages().length;
  tell.shows(
    'as Slack counts it',
    `posts: ${posts}\ndirect messages to Ada, who invited: ${direct}\nedits of all of these: ${edits}\nmails: ${usher.inbox.mails.length}`,
  );
  const mentioned = [...channels, ada].flatMap((place) => place.messages()).flatMap(({ mentions }) => mentions);
  tell.expect(
    mentioned.every((id) => id !== ada.id),
    'nobody is mentioned but who joins',
  );
};
