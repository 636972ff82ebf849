import { DateTime } from 'luxon';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { job } from '../../src/domain/job.ts';
import { tellChannelProblem } from '../../src/services/tell-channel-problem.ts';
import { workingDay } from '../../src/services/working-day.ts';
import { type AddedMember, addMember } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';
import { addTeam } from '../support/terms.ts';
import type { Channel } from '../support/workspace/channel.ts';

const ZONE = 'Europe/Berlin';
const WEDNESDAY = DateTime.fromISO('2026-03-04T10:00', { zone: ZONE });

let services: Services;
let ada: AddedMember;
let channel: Channel;
let teamId: string;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services, { joinedAt: new Date('2020-01-01') });
  await addMember(services, { firstName: 'Grace', joinedAt: new Date('2021-01-01') });
});
let count = 0;
beforeEach(async () => {
  count += 1;
  channel = services.workspace.channel(`sales-${count}`, { botIsMember: true });
  teamId = await addTeam(services, `Sales ${count}`, { channelId: channel.id });
});
afterEach(async () => {
  expect(services.workspace.refusals).toEqual([]);
  expect(services.logged('error')).toEqual([]);
  services.workspace.faults.clear();
  await services.clearJobs();
});
afterAll(() => services.stop());

/** Somebody joins the team; the news of it waits in the queue. */
const join = async (firstName: string, at = WEDNESDAY): Promise<void> => {
  const { membershipId } = await addMember(services, { firstName, role: 'Member', joinedAt: at.toJSDate() });
  await services.query('UPDATE membership SET primary_team_id = $1 WHERE id = $2', [teamId, membershipId]);
  const day = workingDay(at.toJSDate(), ZONE);
  const { organizationId } = services;
  await services.deps.store.enqueue(job('announce-join', { organizationId, teamId, day, requestId: uuidv7() }));
};

const joins = async (firstName: string, at = WEDNESDAY): Promise<void> => {
  await join(firstName, at);
  await services.runJobs();
};

const problems = (person = ada.person) =>
  person.messages().filter(({ text }) => text.includes(channel.name) && text.includes("can't be posted"));

describe('announce-join', () => {
  it('when another post fails while an admin is being told, tells nobody else', async () => {
    const organization = found(await services.deps.store.findOrganization(services.organizationId));
    const problem = { channelId: channel.id, teamName: 'Sales', cause: 'is_archived' } as const;
    const posts = () => services.workspace.callsOf('chat.postMessage').length;
    services.workspace.forget();
    const letGo = services.workspace.faults.hold('chat.postMessage');
    const first = tellChannelProblem(services.deps, organization, problem);
    await expect.poll(posts, { interval: 10 }).toBe(1);
    expect(await tellChannelProblem(services.deps, organization, problem)).toBeNull();
    letGo();
    expect(await first).toMatchObject({ kind: 'posted' });
    expect(problems()).toHaveLength(1);
  });

  it('when two join on one day, the channel has one post, edited by the second', async () => {
    await joins('Kim');
    expect(channel.messages().map(({ text }) => text)).toEqual([expect.stringMatching(/Kim.* joined/)]);
    await joins('Lou', WEDNESDAY.plus({ hours: 5 }));
    expect(channel.messages()).toHaveLength(1);
    expect(channel.messages()[0]?.text).toMatch(/2 people joined(.|\n)*Kim(.|\n)*Lou/);
    expect(channel.messages()[0]?.edits).toBe(1);
  });

  it('when somebody joins on a Sunday, it goes into the post of Friday, and Monday has its own', async () => {
    const friday = WEDNESDAY.plus({ days: 2 });
    await joins('Kim', friday);
    await joins('Lou', friday.plus({ days: 2 }));
    await joins('Max', friday.plus({ days: 3 }));
    expect(channel.messages().map(({ text }) => ['Kim', 'Lou', 'Max'].filter((name) => text.includes(name)))).toEqual([
      ['Kim', 'Lou'],
      ['Max'],
    ]);
  });

  it('when the news of one day still waits, that of the next day does not take its place', async () => {
    await join('Kim');
    await join('Lou', WEDNESDAY.plus({ days: 1 }));
    expect(await services.waitingJobs('announce-join')).toHaveLength(2);
    await services.runJobs();
    expect(channel.messages()).toHaveLength(2);
  });

  it('when the team was given another channel since, the next join is posted there', async () => {
    await joins('Kim');
    const other = services.workspace.channel(`other-${count}`, { botIsMember: true });
    await services.query('UPDATE team SET slack_channel_id = $1 WHERE id = $2', [other.id, teamId]);
    await joins('Lou');
    expect([channel.messages().length, other.messages().length]).toEqual([1, 1]);
  });

  it('when the team has no channel, nothing is said', async () => {
    await services.query('UPDATE team SET slack_channel_id = NULL WHERE id = $1', [teamId]);
    services.workspace.forget();
    await joins('Kim');
    expect(services.workspace.calls).toEqual([]);
    expect(await services.waitingJobs()).toEqual([]);
  });

  it('when nobody who joined is left, nothing is said', async () => {
    await join('Kim');
    await services.query("UPDATE membership SET status = 'REMOVED', ended_at = now() WHERE primary_team_id = $1", [
      teamId,
    ]);
    await services.runJobs();
    expect(channel.messages()).toEqual([]);
  });
});

describe('announce-join, a channel that cannot be posted in', () => {
  it.each([
    ['not_in_channel', () => channel.removeBot(), /not in the channel/],
    ['is_archived', () => channel.archive(), /archived/],
  ])('when Slack says %s, the first admin is told once, with the fix', async (_error, breakIt, words) => {
    breakIt();
    await joins('Kim');
    await joins('Lou');
    await joins('Max', WEDNESDAY.plus({ days: 1 }));
    expect(problems()).toHaveLength(1);
    expect(problems()[0]?.text).toMatch(words);
    expect(await services.waitingJobs()).toEqual([]);
  });

  it('when the channel is gone, the first admin is told once, with the fix', async () => {
    await services.query("UPDATE team SET slack_channel_id = 'C0000000' WHERE id = $1", [teamId]);
    const about = () => ada.person.messages().filter(({ text }) => text.includes('C0000000'));
    await joins('Kim');
    await joins('Lou');
    expect(about()).toMatchObject([{ text: expect.stringMatching(/the channel is gone/) }]);
  });

  it('when it worked in between, the next failure is told again', async () => {
    channel.archive();
    await joins('Kim');
    channel.unarchive();
    await joins('Lou');
    expect(channel.messages()).toHaveLength(1);
    channel.archive();
    await joins('Max');
    expect(problems()).toHaveLength(2);
  });

  it('when the first admin has left Slack, the next one is told', async () => {
    channel.archive();
    await ada.person.update({ deleted: true });
    await joins('Kim');
    await ada.person.update({ deleted: false });
    const [grace] = services.workspace.people().filter(({ firstName }) => firstName === 'Grace');
    expect([problems().length, problems(grace).length]).toEqual([0, 1]);
  });

  it('when telling it fails, it is told by the next try', async () => {
    channel.archive();
    await join('Kim');
    // The first post is the one to the channel.
    services.workspace.faults.answer('chat.postMessage', 'is_archived');
    services.workspace.faults.answer('chat.postMessage', 'invalid_arguments');
    await services.runJobs();
    expect(problems()).toEqual([]);
    await services.runJobs({ hurry: true });
    expect(problems()).toHaveLength(1);
    expect(services.logged('error')).toMatchObject([{ msg: 'A job failed and is tried again.' }]);
    services.forgetLog();
  });
});
