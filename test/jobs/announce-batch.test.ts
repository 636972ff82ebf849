import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { startJobRunner } from '../../src/jobs/job-runner.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { type AddedMember, addMember, anAddress, askedBy, invitationOf, inviteInput } from '../support/records.ts';
import { found, type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
});
afterEach(async () => {
  expect(services.workspace.refusals).toEqual([]);
  expect(services.logged('error')).toEqual([]);
  services.workspace.faults.clear();
  await services.clearJobs();
});
afterAll(() => services.stop());

const inviteAll = async (count: number): Promise<InvitationRecord[]> => {
  ada = await addMember(services);
  const emails = Array.from({ length: count }, () => anAddress());
  await inviteMembers(services.deps, await askedBy(services, ada.person), await inviteInput(services, emails));
  return Promise.all(emails.map((email) => invitationOf(services, email)));
};

const withdrawOne = async (invitation: InvitationRecord | undefined): Promise<void> => {
  const { id } = found(invitation);
  await withdraw(services.deps, await askedBy(services, ada.person), { kind: 'ids', ids: [id] });
};

const firstLines = () => ada.person.messages().map(({ text }) => text.split('\n')[0]);

const callSlack = (method: string, args: Record<string, string>) =>
  fetch(`${services.workspace.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${services.workspace.token}` },
    body: new URLSearchParams(args),
  });

describe('announce-batch', () => {
  it('when invitations go out and one is withdrawn, it is one message, posted once and edited', async () => {
    const [one] = await inviteAll(3);
    await services.runJobs();
    expect(firstLines()).toEqual(['*3 invited: 3 waiting*']);
    await withdrawOne(one);
    await services.runJobs();
    expect(firstLines()).toEqual(['*3 invited: 2 waiting, 1 withdrawn*']);
    expect(ada.person.messages()[0]?.edits).toBeGreaterThan(0);
  });

  it('when three deliveries end at about the same time, their news fold into one job', async () => {
    await inviteAll(3);
    const keys = "SELECT count(*)::int AS count FROM graphile_worker._private_jobs WHERE key LIKE 'batch:%'";
    expect(await services.query(keys)).toEqual([{ count: 1 }]);
  });

  it('when somebody removed the message, it is posted anew, and the new one is edited from then on', async () => {
    const [one, two] = await inviteAll(3);
    await services.runJobs();
    const removed = found(ada.person.messages()[0]);
    await callSlack('chat.delete', { channel: removed.channel, ts: removed.ts });
    await withdrawOne(one);
    await services.runJobs();
    expect(firstLines()).toEqual(['*3 invited: 2 waiting, 1 withdrawn*']);
    expect(ada.person.messages()[0]?.ts).not.toBe(removed.ts);
    await withdrawOne(two);
    await services.runJobs();
    expect(firstLines()).toEqual(['*3 invited: 1 waiting, 2 withdrawn*']);
  });

  it('when nobody in Slack is the inviter, nothing is said, and nothing fails', async () => {
    await inviteAll(1);
    await services.query('DELETE FROM slack_identity WHERE account_id = $1', [ada.accountId]);
    await services.runJobs();
    expect(ada.person.messages()).toEqual([]);
    expect(await services.waitingJobs()).toEqual([]);
  });

  it('when Slack says how long to wait, the edit is put off and stays in its queue', async () => {
    const [one] = await inviteAll(1);
    await services.runJobs();
    await withdrawOne(one);
    services.workspace.limits.next('chat.update', { retryAfter: 30 });
    await services.runJobs();
    expect(firstLines()).toEqual(['*1 invited: 1 waiting*']);
    const [job] = await services.query<{ seconds: number; key: string; queue_name: string }>(
      'SELECT extract(epoch FROM run_at - now())::float8 AS seconds, key, queue_name FROM graphile_worker.jobs',
    );
    expect(job?.seconds).toBeGreaterThan(25);
    expect(job?.key).toBe(`batch:${one?.batchId}`);
    expect(job?.queue_name).toMatch(/^batch:\d+$/);
    await services.runJobs({ hurry: true });
    expect(firstLines()).toEqual(['*1 invited: 1 withdrawn*']);
  });

  it('when a second change comes while the first is being told, its edit waits for it', async () => {
    const [one, two] = await inviteAll(2);
    await services.runJobs();
    services.workspace.forget();
    const runner = await startJobRunner(services.url, services.deps);
    // Longer than it takes until the queue looks again for what is due.
    services.workspace.faults.hang('chat.update', 1800);
    const edits = () => services.workspace.callsOf('chat.update');
    await withdrawOne(one);
    await expect.poll(() => edits().length, { interval: 10, timeout: 5000 }).toBe(1);
    await withdrawOne(two);
    await expect.poll(firstLines, { interval: 20, timeout: 5000 }).toEqual(['*2 invited: 2 withdrawn*']);
    await runner.stop();
    const [first, second] = edits();
    expect(second?.at).toBeGreaterThanOrEqual((first?.at ?? 0) + (first?.ms ?? 0));
    expect(edits()).toHaveLength(2);
    expect(firstLines()).toEqual(['*2 invited: 2 withdrawn*']);
  });
});
