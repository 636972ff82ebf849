import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type JobRunner, startJobRunner } from '../../src/jobs/job-runner.ts';
import { doRegularWork } from '../../src/jobs/regular-work.ts';
import { type AddedMember, acceptLink, addMember, anAddress, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addTeam } from '../support/terms.ts';

const PROCESSES = 4;

let services: Services;
let ada: AddedMember;
const runners: JobRunner[] = [];
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
afterAll(async () => {
  await Promise.all(runners.map((runner) => runner.stop()));
  await services.stop();
});

it('four processes that come up on a Monday morning send the digest, the weekly line, the post of a join and the living message once each', async () => {
  const { workspace } = services;
  const [admins, all, sales] = ['admins', 'all', 'sales'].map((name) => workspace.channel(name, { botIsMember: true }));
  await services.change({
    admin_channel_id: admins?.id,
    organization_channel_id: all?.id,
    organization_posts: 'WEEKLY',
    invitation_lifetime_hours: 24,
  });
  const teamId = await addTeam(services, 'Sales', { channelId: sales?.id ?? '' });
  const monday = DateTime.now().setZone('Europe/Berlin').startOf('week').plus({ weeks: 1 });
  const moveTo = async (at: DateTime): Promise<void> => {
    const now = await services.deps.store.now();
    await services.advance(`${at.toMillis() - now.getTime()} milliseconds`);
  };
  await moveTo(monday.minus({ days: 3 }).set({ hour: 10 }));
  const [early, late] = [anAddress(), anAddress()];
  await acceptLink(services, await invite(services, ada, early, { primaryTeamId: teamId }));
  await invite(services, ada, late, { primaryTeamId: teamId });
  await services.runJobs();
  const living = () => ada.person.messages().filter(({ text }) => text.includes(late));
  expect(living()).toHaveLength(1);
  const edits = living()[0]?.edits ?? 0;

  // All of them were down over the weekend; the other link has run out meanwhile, and somebody joins right now.
  await moveTo(monday.set({ hour: 9 }));
  await acceptLink(services, await invite(services, ada, anAddress(), { primaryTeamId: teamId }));
  // Long enough that a busy machine gets somewhere in between: all four do all of it at once.
  const starting = Array.from({ length: PROCESSES }, () =>
    startJobRunner(services.url, services.deps, { minuteMs: 500 }),
  );
  runners.push(...(await Promise.all(starting)));
  const counts = () => [admins, all, sales].map((channel) => channel?.messages().length);
  await expect.poll(counts).toEqual([1, 1, 2]);
  await expect.poll(() => living()[0]?.text).toMatch(/ran out/);
  // Some minutes more, in all of them at once.
  for (let minute = 0; minute < 3; minute += 1) {
    await Promise.all(Array.from({ length: PROCESSES }, () => doRegularWork(services.deps, 'minute')));
  }
  await expect.poll(() => services.waitingJobs()).toEqual([]);
  expect(counts()).toEqual([1, 1, 2]);
  expect(living().map((message) => message.edits - edits)).toEqual([1]);
  expect(workspace.callsOf('chat.postMessage').filter(({ args }) => args['channel'] === admins?.id)).toHaveLength(1);
  expect(all?.messages()[0]?.text).toMatch(/1 person joined \(1 in Sales\)/);
  expect(workspace.refusals).toEqual([]);
  expect(services.logged('error')).toEqual([]);
});
