import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Job, job } from '../../src/domain/job.ts';
import { type AddedMember, addMember, anAddress, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addTeam } from '../support/terms.ts';
import { deliveriesOf } from './deliveries.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;
beforeAll(async () => {
  services = await startServices();
});
beforeEach(async () => {
  await services.query("UPDATE membership SET status = 'REMOVED', ended_at = now() WHERE status = 'ACTIVE'");
  ada = await addMember(services, { joinedAt: new Date('2020-01-01') });
  grace = await addMember(services, { firstName: 'Grace', joinedAt: new Date('2021-01-01') });
});
afterEach(async () => {
  services.workspace.faults.clear();
  services.forgetLog();
  await services.clearJobs();
});
afterAll(() => services.stop());

// What Slack says of a message that is malformed: nobody expects that, so it is thrown.
const breakPosts = (times = 1) => services.workspace.faults.answer('chat.postMessage', 'invalid_arguments', { times });

const fail = async (failing: Job): Promise<void> => {
  await services.clearJobs();
  await services.deps.store.enqueue(failing);
  await services.lastTry();
  breakPosts();
  await services.runJobs();
};

const told = ({ person }: AddedMember, reference: string) =>
  person.messages().filter(({ text }) => text.includes(`under the reference \`${reference}\``)).length;
const toldBoth = (reference: string) => [told(ada, reference), told(grace, reference)];
const byGrace = (email = anAddress()) => invite(services, grace, email);

describe('a job that throws at every try', () => {
  it('when it was the last one, the log has it with the reference, and the person has the reference', async () => {
    const requestId = uuidv7();
    const { id, generation } = await byGrace();
    await services.clearJobs();
    await services.deps.store.enqueue(job('ask-new-link', { invitationId: id, generation, requestId }));
    await services.query('UPDATE graphile_worker._private_jobs SET max_attempts = 3');
    breakPosts(3);
    await services.runJobs();
    await services.runJobs({ hurry: true });
    expect(toldBoth(requestId)).toEqual([0, 0]);
    await services.runJobs({ hurry: true });
    expect(toldBoth(requestId)).toEqual([0, 1]);
    expect(services.logged('error')).toMatchObject([
      { msg: 'A job failed and is tried again.', attempt: 1, requestId, job: 'ask-new-link' },
      { msg: 'A job failed and is tried again.', attempt: 2, requestId },
      {
        msg: 'A job failed for good.',
        attempt: 3,
        requestId,
        err: { message: expect.stringMatching(/invalid_arguments/) },
      },
    ]);
    expect(await services.waitingJobs('ask-new-link')).toEqual([]);
  });

  it('when it is a delivery that nobody foresaw, and there is no mail server, the pending list has it', async () => {
    const bare = await startServices({ mail: false });
    const admin = await addMember(bare);
    const { id, generation } = await invite(bare, admin, bare.workspace.person().email);
    await bare.clearJobs();
    await bare.deps.store.enqueue(
      job('deliver-invitation', { invitationId: id, generation, byMail: false, requestId: 'a-request' }),
    );
    await bare.lastTry();
    bare.workspace.faults.answer('chat.postMessage', 'invalid_arguments');
    await bare.runJobs();
    expect(told(admin, 'a-request')).toBe(1);
    expect(await deliveriesOf(bare, { id })).toMatchObject([{ channel: 'EMAIL', state: 'FAILED', cause: 'gave_up' }]);
    await bare.stop();
  });

  it('when its issuer is deactivated, another admin is told', async () => {
    const requestId = uuidv7();
    const { id, generation } = await byGrace(services.workspace.person().email);
    await services.query("UPDATE membership SET status = 'DEACTIVATED', ended_at = now() WHERE id = $1", [
      grace.membershipId,
    ]);
    // Her links are no longer sent; somebody may still ask for a new one.
    await fail(job('ask-new-link', { invitationId: id, generation, requestId }));
    expect(toldBoth(requestId)).toEqual([1, 0]);
  });

  it('when its issuer has left Slack, another admin is told', async () => {
    const requestId = uuidv7();
    const { id, generation } = await byGrace(services.workspace.person().email);
    await grace.person.update({ deleted: true });
    await fail(job('ask-new-link', { invitationId: id, generation, requestId }));
    expect(toldBoth(requestId)).toEqual([1, 0]);
  });

  it('when it is the living message, its inviter is told', async () => {
    const requestId = uuidv7();
    const { batchId } = await byGrace();
    await fail(job('announce-batch', { batchId, requestId }));
    expect(toldBoth(requestId)).toEqual([0, 1]);
  });

  it('when it is the news of a join, the first admin is told', async () => {
    const requestId = uuidv7();
    const channel = services.workspace.channel('sales', { botIsMember: true });
    const teamId = await addTeam(services, 'Sales', { channelId: channel.id });
    await services.query('UPDATE membership SET primary_team_id = $1 WHERE id = $2', [teamId, grace.membershipId]);
    const { organizationId } = services;
    await fail(job('announce-join', { organizationId, teamId, day: '2021-01-01', requestId }));
    // Who is invited from now on would need a team.
    await services.query('UPDATE team SET archived_at = now()');
    expect(toldBoth(requestId)).toEqual([1, 0]);
  });

  it('when nobody can be told either, the log has both, and the job is over', async () => {
    const requestId = uuidv7();
    const { batchId } = await byGrace();
    breakPosts(5);
    await fail(job('announce-batch', { batchId, requestId }));
    expect(services.logged('error').map(({ msg }) => msg)).toEqual([
      'A job failed for good.',
      'Nobody could be told of the failed job.',
    ]);
    expect(await services.waitingJobs()).toEqual([]);
  });
});

describe('a payload of another version of Usher', () => {
  it.each([
    ['deliver-invitation', { invitation: 'an-old-name' }],
    ['announce-batch', { batchId: 'no-uuid', requestId: 'a-request' }],
    ['mail-code', null],
  ])('when %s holds %j, it is left out, logged, and not tried again', async (name, payload) => {
    await services.query('SELECT graphile_worker.add_job($1, $2::json)', [name, JSON.stringify(payload)]);
    await services.runJobs();
    expect(services.logged('error')).toMatchObject([
      { job: name, msg: 'A job was left out: its payload is not of this version of Usher.' },
    ]);
    expect(await services.query('SELECT id FROM graphile_worker.jobs')).toEqual([]);
  });
});
