import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { holdPoolLock } from '../../src/jobs/pool-lock.ts';
import { startRelay } from '../support/relay.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.stop());

describe('the lock of a job runner', () => {
  it('is released also while it is just being taken again from a database that does not answer', async () => {
    const url = new URL(services.url);
    const relay = await startRelay([Number(url.port)]);
    onTestFinished(() => relay.close());
    const port = Number(url.port);
    url.port = String(relay.port);
    const lock = await holdPoolLock(url.href, 'a-pool', services.deps.log);
    const dialled = () => relay.taken().get(port) ?? 0;
    const before = dialled();
    relay.cut();
    relay.stall();
    relay.mend();
    await expect.poll(dialled, { interval: 10 }).toBe(before + 1);
    const released = lock.release();
    relay.cut();
    await released;
    // It was given up, and not tried again.
    expect(dialled()).toBe(before + 1);
  });
});
