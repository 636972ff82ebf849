import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEmailAddress } from '../../src/domain/email-address.ts';
import { askForNewLink } from '../../src/services/ask-for-new-link.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { requestInvitation } from '../../src/services/request-invitation.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { actsOf } from '../support/acts.ts';
import { type AddedMember, acceptLink, addMember, askedBy, invitationOf, inviteInput } from '../support/records.ts';
import { found } from '../support/services.ts';
import { addTeam } from '../support/terms.ts';
import type { Channel } from '../support/workspace/channel.ts';
import type { Person } from '../support/workspace/person.ts';
import { startWeek, type Week } from './week.ts';

const ZONE = 'Europe/Berlin';
const at = (day: number, time: string): Date =>
  DateTime.fromISO(`2026-11-${16 + day}T${time}`, { zone: ZONE }).toJSDate();

/** What two admins send out in a week: thirty people, most of them from sheets. `hours`: after which they accept. */
type Batch = {
  readonly day: number;
  readonly time: string;
  readonly by: 'ada' | 'grace';
  readonly team: 'Sales' | 'Support';
  readonly accept: readonly (number | null)[];
};
const batches: readonly Batch[] = [
  { day: 0, time: '10:00', by: 'ada', team: 'Sales', accept: [1, 1, 2, 3, 5, 20, 22, 23, null, null, null, null] },
  { day: 1, time: '14:00', by: 'grace', team: 'Support', accept: [1, 2, 19, 20, null, null] },
  { day: 1, time: '16:00', by: 'ada', team: 'Sales', accept: [null] },
  { day: 2, time: '09:30', by: 'ada', team: 'Support', accept: [4, 23] },
  { day: 2, time: '15:00', by: 'grace', team: 'Sales', accept: [1, 20, null] },
  { day: 3, time: '11:00', by: 'grace', team: 'Support', accept: [2] },
  { day: 3, time: '13:00', by: 'ada', team: 'Sales', accept: [20, null] },
  { day: 4, time: '10:00', by: 'ada', team: 'Sales', accept: [3] },
  { day: 4, time: '15:00', by: 'grace', team: 'Support', accept: [1, null] },
];

let week: Week;
let admins: { readonly ada: AddedMember; readonly grace: AddedMember };
let channels: readonly Channel[];
let invited = 0;

beforeAll(async () => {
  week = await startWeek({ from: at(0, '06:00'), processes: 1 });
  const { services } = week;
  admins = { ada: await addMember(services), grace: await addMember(services, { firstName: 'Grace' }) };
  channels = ['admins', 'everybody', 'sales', 'support'].map((name) =>
    services.workspace.channel(name, { botIsMember: true }),
  );
  const [adminChannel, everybody, sales, support] = channels.map(({ id }) => id);
  await services.change({
    admin_channel_id: adminChannel,
    organization_channel_id: everybody,
    organization_posts: 'WEEKLY',
    invitation_lifetime_hours: 24,
  });
  const teams = {
    Sales: await addTeam(services, 'Sales', { channelId: sales ?? '' }),
    Support: await addTeam(services, 'Support', { channelId: support ?? '' }),
  };
  // Every kind of message that there is to turn on.
  await services.query("UPDATE team SET tells = '{joins,role_changes,leaves}'");
  for (const [index, batch] of batches.entries()) planBatch(batch, index, teams[batch.team]);
  await planOthers(teams.Support);
  await week.goOnUntil(at(7, '10:00'));
}, 120_000);
afterAll(() => week.stop());

const addressOf = (batch: number, place: number): string => `person${batch}-${place}@example.org`;

const planBatch = ({ day, time, by, accept }: Batch, index: number, primaryTeamId: string): void => {
  const { services } = week;
  const emails = accept.map((_, place) => addressOf(index, place));
  const sentAt = at(day, time);
  week.plan(sentAt, async () => {
    // One of them is in Slack, and joins by the card; one mailbox is refused.
    if (index % 2 === 0) services.workspace.person({ firstName: `P${index}`, email: emails[0] ?? '' });
    const input = await inviteInput(services, emails, { primaryTeamId });
    const result = await inviteMembers(services.deps, await askedBy(services, admins[by].person), input);
    invited += result.ok ? result.value.rows.filter(({ outcome }) => outcome === 'invited').length : 0;
  });
  accept.forEach((hours, place) => {
    if (hours === null) return;
    week.plan(new Date(sentAt.getTime() + hours * 3_600_000), async () =>
      acceptLink(services, await invitationOf(services, addressOf(index, place)), {
        names: { first: `P${index}`, last: `Number ${place}` },
      }),
    );
  });
};

/** What else happens in a week. */
const planOthers = async (supportId: string): Promise<void> => {
  const { services } = week;
  const acts = actsOf(services);
  const [kim, lou] = [await addMember(services, { role: 'Viewer' }), await addMember(services, { role: 'Viewer' })];
  await services.query('UPDATE membership SET primary_team_id = $1, joined_at = $2 WHERE id = ANY($3)', [
    supportId,
    new Date('2020-01-01'),
    [kim.membershipId, lou.membershipId],
  ]);
  week.plan(at(1, '11:00'), () => acts.changeRole(admins.ada, kim, 'Member'));
  week.plan(at(3, '16:00'), () => acts.deactivate(admins.ada, lou));
  // The ten minutes in which these can be undone pass by the queue's own clock.
  for (const moment of [at(1, '11:15'), at(3, '16:15')]) week.plan(moment, () => services.runJobs({ hurry: true }));
  week.plan(at(2, '12:00'), async () => {
    const { id } = await invitationOf(services, addressOf(0, 9));
    await askForNewLink(services.deps, { invitationId: id, proof: { kind: 'link' }, via: 'web', requestId: 'r-ask' });
  });
  week.plan(at(2, '13:00'), async () => {
    const { id } = await invitationOf(services, addressOf(0, 10));
    const asked = await askedBy(services, admins.ada.person);
    await withdraw(services.deps, asked, { kind: 'ids', ids: [id] });
  });
  week.plan(at(4, '12:00'), async () => {
    await requestInvitation(services.deps, await askedBy(services, kim.person), {
      address: found(parseEmailAddress('wished@example.net')),
      reason: 'For the launch.',
    });
  });
};

const isAdmin = (to: string): boolean =>
  [admins.ada, admins.grace].some(({ person }) => to === person.id || to === person.direct);
const of = (way: string) => week.sent.filter((one) => one.way === way);

describe('a week of thirty invitations, with every kind of message turned on', () => {
  it('is thirty, of whom most join', async () => {
    expect(invited).toBe(30);
    const [row] = await week.services.query<{ joined: number }>(
      "SELECT count(*)::int AS joined FROM invitation WHERE status = 'ACCEPTED'",
    );
    expect(row?.joined).toBe(batches.flatMap(({ accept }) => accept.filter((hours) => hours !== null)).length);
  });

  // What Slack really received, by the calls that it answered with ok. An edit rings nobody and moves nothing up, so it is no post;
  // that there are not many of them either is asked below.
  it('makes at most 20 posts in channels and 12 direct messages to those who invite', () => {
    const posts = of('channel');
    expect(posts.length).toBeLessThanOrEqual(20);
    // It would be no feat to say nothing.
    for (const channel of channels) expect(posts.filter(({ to }) => to === channel.id).length).toBeGreaterThan(0);
    const direct = of('dm').filter(({ to }) => isAdmin(to));
    expect(direct.length).toBeLessThanOrEqual(12);
    expect(direct.length).toBeGreaterThanOrEqual(batches.length);
  });

  it('edits less often than something happened', () => {
    // Sent, opened or decided, and run out: three changes at most of each invitation, and each in two messages.
    expect(of('edit').filter(({ to }) => isAdmin(to) || to.startsWith('C')).length).toBeLessThan(6 * 30);
  });

  it('mentions nobody but who joins', () => {
    const joiners = new Set(
      week.services.workspace
        .people()
        .filter(({ email }) => /^person\d/.test(email ?? ''))
        .map(({ id }) => id),
    );
    const messages = [...channels, admins.ada.person, admins.grace.person].flatMap((place: Channel | Person) =>
      place.messages(),
    );
    expect(messages.length).toBeGreaterThan(20);
    expect(messages.flatMap(({ mentions }) => mentions).filter((id) => !joiners.has(id))).toEqual([]);
  });

  it('posts the digest and the weekly line on working mornings only, and a team once a day at most', () => {
    const [adminChannel, everybody, ...teams] = channels;
    const when = (channel: Channel | undefined, text: RegExp) =>
      of('channel')
        .filter((post) => post.to === channel?.id && text.test(post.text))
        .map((post) => DateTime.fromJSDate(post.at, { zone: ZONE }).toFormat('ccc HH:mm'));
    expect(when(adminChannel, /^Pending invitations/)).toEqual([
      'Tue 09:00',
      'Wed 09:00',
      'Thu 09:00',
      'Fri 09:00',
      'Mon 09:00',
    ]);
    expect(when(everybody, /^Last week/)).toEqual(['Mon 09:00']);
    for (const team of teams) {
      const days = when(team, /./).map((moment) => moment.slice(0, 3));
      expect(new Set(days).size).toBe(days.length);
    }
  });

  it('showed Slack nothing that it would not take, and logged no error', () => {
    expect(week.services.workspace.refusals).toEqual([]);
    expect(week.services.logged('error')).toEqual([]);
  });
});
