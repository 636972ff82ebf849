import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startJobRunner } from '../../src/jobs/job-runner.ts';
import { doRegularWork } from '../../src/jobs/regular-work.ts';
import { type AddedMember, addMember, anAddress, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
afterAll(() => services.stop());

/** An invitation whose time to go out came an hour ago, while no process ran. */
const overdue = async (): Promise<string> => {
  const sendAfter = new Date((await services.deps.store.now()).getTime() + 3_600_000);
  const { email } = await invite(services, ada, anAddress(), { sendAfter });
  await services.advance('2 hours');
  return email;
};

describe('regular work', () => {
  it('when a minute has passed, a running process does all that is done each minute', async () => {
    const email = await overdue();
    const runner = await startJobRunner(services.url, services.deps, { minuteMs: 20 });
    await expect.poll(() => services.inbox.mailsTo(email).length).toBe(1);
    await runner.stop();
  });

  it('when a round of each minute is asked for, does what is due, and leaves what is done each hour', async () => {
    const email = await overdue();
    await services.query("INSERT INTO handled_interaction (key, at) VALUES ('long ago', now() - interval '9 days')");
    const kept = async () => services.query("SELECT FROM handled_interaction WHERE key = 'long ago'");
    await doRegularWork(services.deps, 'minute');
    await services.runJobs();
    expect(services.inbox.mailsTo(email)).toHaveLength(1);
    expect(await kept()).toHaveLength(1);
    await doRegularWork(services.deps, 'hour');
    expect(await kept()).toEqual([]);
  });
});
