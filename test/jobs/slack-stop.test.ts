import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { job } from '../../src/domain/job.ts';
import { stopSlack, trySlackAgain } from '../../src/services/stop-slack.ts';
import { type AddedMember, addMember, anAddress, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { deliveriesOf, queueDelivery } from './deliveries.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  grace = await addMember(services, { firstName: 'Grace' });
});
afterEach(async () => {
  services.workspace.faults.clear();
  await services.query('UPDATE workspace SET slack_stopped_at = NULL, slack_tried_at = NULL');
  services.workspace.forget();
  services.forgetLog();
  await services.clearJobs();
});
afterAll(() => services.stop());

const welcome = ({ membershipId }: AddedMember) =>
  job('welcome-member', { membershipId, way: 'dm', requestId: 'a-request' });
const calls = () => services.workspace.callsOf('chat.postMessage').length;
const told = ({ email }: AddedMember) =>
  services.inbox.mailsTo(email).filter(({ subject }) => subject?.startsWith('Usher cannot reach Slack'));
const ready = () => services.deps.store.findSlackStop(services.workspace.team.id);
const refuse = (error: string, fields: Record<string, unknown> = {}) =>
  services.workspace.faults.answer('*', error, { times: 100, fields });
const tryAgain = async (): Promise<void> => {
  await services.advance('1 minute');
  await trySlackAgain(services.deps);
};

describe('a token that Slack refuses', () => {
  it('stops what would be said in Slack, spends no attempt, tells once, and goes on when it counts again', async () => {
    refuse('token_revoked');
    await services.deps.store.enqueue(welcome(ada), welcome(grace));
    await services.runJobs();
    await services.deps.store.enqueue(welcome(ada));
    await services.runJobs();
    // Whoever was under way at the same moment has asked, and nobody after that.
    expect(calls()).toBeLessThanOrEqual(2);
    const asked = calls();
    await services.runJobs({ hurry: true });
    expect(calls()).toBe(asked);
    const waiting = await services.query(
      "SELECT attempts, last_error, run_at > now() + interval '4 minutes' AS later FROM graphile_worker.jobs",
    );
    expect(waiting).toEqual(waiting.map(() => ({ attempts: 0, last_error: null, later: true })));
    expect(waiting).toHaveLength(3);
    expect(services.logged('error')).toMatchObject([
      {
        cause: 'token_revoked',
        needed: null,
        todo: expect.stringContaining('install the app into the workspace again'),
      },
    ]);
    expect([told(ada).length, told(grace).length]).toEqual([1, 1]);
    expect(told(ada)[0]?.text).toContain('SLACK_BOT_TOKEN was revoked');
    expect(await ready()).toMatchObject({ cause: 'token_revoked', needed: null });

    await tryAgain();
    expect(await ready()).not.toBeNull();
    services.workspace.faults.clear();
    await tryAgain();
    expect(await ready()).toBeNull();
    await services.runJobs({ hurry: true });
    expect(ada.person.messages().filter(({ text }) => text.includes('Welcome to'))).toHaveLength(2);
    expect(grace.person.messages().filter(({ text }) => text.includes('Welcome to'))).toHaveLength(1);
    const audit = await services.query("SELECT action FROM audit_event WHERE action LIKE 'workspace.%' ORDER BY at");
    expect(audit).toEqual([{ action: 'workspace.stop' }, { action: 'workspace.resume' }]);
  });

  it('when a link is to be sent, it is mailed at once, and no card is asked for any more', async () => {
    const people = [
      services.workspace.person({ email: anAddress() }),
      services.workspace.person({ email: anAddress() }),
    ];
    const invitations = [];
    for (const { email } of people) invitations.push(await invite(services, ada, email));
    services.workspace.faults.answer('chat.postMessage', 'account_inactive', { times: 100 });
    await services.runJobs();
    for (const [index, invitation] of invitations.entries()) {
      expect(await deliveriesOf(services, invitation)).toContainEqual(
        expect.objectContaining({ channel: 'EMAIL', state: 'SENT' }),
      );
      expect(services.inbox.mailsTo(people[index]?.email ?? '')).toHaveLength(1);
    }
    services.workspace.forget();
    const later = services.workspace.person({ email: anAddress() });
    const invitation = await queueDelivery(services, ada, later.email);
    services.workspace.forget();
    await services.runJobs();
    expect(await deliveriesOf(services, invitation)).toMatchObject([{ channel: 'EMAIL', state: 'SENT' }]);
    expect(services.workspace.callsOf('users.lookupByEmail')).toEqual([]);
    expect(calls()).toBe(0);
  });

  it('when a scope is missing, names it, and goes on only when the app has it', async () => {
    refuse('missing_scope', { needed: 'chat:read', provided: 'commands' });
    await services.deps.store.enqueue(welcome(ada));
    await services.runJobs();
    expect(services.logged('error')).toMatchObject([{ cause: 'missing_scope', needed: 'chat:read' }]);
    services.workspace.faults.clear();
    await tryAgain();
    expect(await ready()).toMatchObject({ cause: 'missing_scope', needed: 'chat:read' });
    await services.query("UPDATE workspace SET slack_stop_needed = 'chat:write'");
    await tryAgain();
    expect(await ready()).toBeNull();
  });

  it('when four processes find it out at once, it is told once, and one of them asks Slack in a minute', async () => {
    const stopped = { teamId: services.workspace.team.id, stop: { cause: 'invalid_auth', needed: null } };
    await Promise.all([1, 2, 3, 4].map(() => stopSlack(services.deps, stopped, 'a-request')));
    expect(services.logged('error')).toHaveLength(1);
    expect(await services.waitingJobs('mail-slack-stop')).toHaveLength(2);
    refuse('invalid_auth');
    await services.advance('1 minute');
    await Promise.all([1, 2, 3, 4].map(() => trySlackAgain(services.deps)));
    expect(services.workspace.callsOf('auth.test')).toHaveLength(1);
  });
});

describe('without a mail server', () => {
  it('when Slack refuses the token, a link waits, and goes out as a card when it counts again', async () => {
    const bare = await startServices({ mail: false });
    const admin = await addMember(bare);
    const person = bare.workspace.person({ email: anAddress() });
    const invitation = await queueDelivery(bare, admin, person.email);
    bare.workspace.faults.answer('*', 'token_revoked', { times: 100 });
    await bare.runJobs();
    expect(await deliveriesOf(bare, invitation)).toMatchObject([{ channel: 'DM', state: 'QUEUED' }]);
    bare.workspace.faults.clear();
    await bare.advance('1 minute');
    await trySlackAgain(bare.deps);
    await bare.runJobs({ hurry: true });
    expect(person.messages()).toMatchObject([{ buttons: ['Accept', 'No, thanks', 'Don’t write to me again'] }]);
    await bare.stop();
  });
});
