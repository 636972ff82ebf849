import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { startJobRunner } from '../../src/jobs/job-runner.ts';

import { inviteMembers } from '../../src/services/invite-members.ts';
import { noteOpened } from '../../src/services/note-opened.ts';
import { tellRunOut } from '../../src/services/tell-run-out.ts';
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

  it('when whoever posted it died before it could note where, another job finds it and edits it', async () => {
    const [one] = await inviteAll(2);
    await services.runJobs();
    await services.query(
      "UPDATE posted_message SET slack_channel_id = NULL, slack_ts = NULL, updated_at = usher_now() WHERE kind = 'batch'",
    );
    await withdrawOne(one);
    await services.runJobs();
    // It may still be on its way.
    expect(firstLines()).toEqual(['*2 invited: 2 waiting*']);
    await services.advance('31 seconds');
    await services.runJobs({ hurry: true });
    expect(firstLines()).toEqual(['*2 invited: 1 waiting, 1 withdrawn*']);
  });

  it('when three deliveries end at about the same time, their news fold into one job', async () => {
    await inviteAll(3);
    const keys = "SELECT count(*)::int AS count FROM graphile_worker._private_jobs WHERE key LIKE 'batch:%'";
    expect(await services.query(keys)).toEqual([{ count: 1 }]);
  });

  it('follows an invitation from invited to delivered, opened and run out, which is told once', async () => {
    const [one] = await inviteAll(2);
    const { id, generation } = found(one);
    const told = () => found(ada.person.messages()[0]);
    await services.runJobs();
    expect(told().text).toMatch(/sent by mail .*, waiting until .*\n.*sent by mail .*, waiting until/);
    const token = services.deps.links.urlFor?.(id, generation).split('/i/')[1] ?? '';
    await noteOpened(services.deps, token, 'r-opened');
    await services.runJobs();
    expect(told().text).toMatch(/sent by mail, opened .*, waiting until/);
    await services.advance('25 hours');
    const { edits } = told();
    // Several processes look in the same minute.
    await Promise.all(Array.from({ length: 4 }, () => tellRunOut(services.deps)));
    await services.runJobs();
    expect(told().text).toMatch(/^\*2 invited: 2 ran out\*\n.*: ran out .*\n.*: ran out /);
    for (const _minute of [1, 2]) {
      await tellRunOut(services.deps);
      expect(await services.waitingJobs()).toEqual([]);
    }
    expect(told().edits).toBe(edits + 1);
  });

  it('when fifty batches ran out while nobody looked, thirty are told in the first minute and the rest in the next', async () => {
    const [one] = await inviteAll(1);
    await services.runJobs();
    await services.query(
      `WITH made AS (SELECT gen_random_uuid() AS id FROM generate_series(1, 50)),
       asked AS (INSERT INTO invitation (id, organization_id, email, email_key, role_id, batch_id, inviter_id, expires_at)
         SELECT gen_random_uuid(), organization_id, made.id || '@example.net', made.id || '@example.net', role_id, made.id, inviter_id,
           usher_now() + interval '1 hour' FROM invitation i, made WHERE i.id = $1 RETURNING batch_id)
       INSERT INTO posted_message (id, organization_id, kind, subject, slack_team_id, slack_channel_id, slack_ts)
       SELECT gen_random_uuid(), p.organization_id, 'batch', asked.batch_id, p.slack_team_id, p.slack_channel_id, p.slack_ts
       FROM posted_message p, asked WHERE p.subject = $2`,
      [one?.id, one?.batchId],
    );
    await services.advance('2 hours');
    const counts: number[] = [];
    for (const _minute of [1, 2, 3]) {
      await tellRunOut(services.deps);
      counts.push((await services.waitingJobs('announce-batch')).length);
      await services.clearJobs();
    }
    expect(counts).toEqual([30, 20, 0]);
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
    await expect.poll(() => edits().length, { interval: 10 }).toBe(1);
    await withdrawOne(two);
    await expect.poll(firstLines, { interval: 20 }).toEqual(['*2 invited: 2 withdrawn*']);
    await runner.stop();
    const [first, second] = edits();
    expect(second?.at).toBeGreaterThanOrEqual((first?.at ?? 0) + (first?.ms ?? 0));
    expect(edits()).toHaveLength(2);
    expect(firstLines()).toEqual(['*2 invited: 2 withdrawn*']);
  });
});
