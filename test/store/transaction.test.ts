import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { job } from '../../src/domain/job.ts';
import { Overtaken } from '../../src/domain/overtaken.ts';
import { done, refused } from '../../src/domain/result.ts';
import type { Transaction } from '../../src/ports/transaction.ts';
import { openStoreClient } from '../../src/store/client.ts';
import { type AddedMember, addMember, anAddress, invite } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
});
afterEach(() => services.clearJobs());
afterAll(() => services.stop());

const aJob = () => job('announce-batch', { batchId: uuidv7(), requestId: 'r1' });

const audited = (tx: Transaction, action: string): Promise<void> =>
  tx.audit({
    organizationId: services.organizationId,
    actor: { kind: 'SYSTEM' },
    action,
    target: null,
    changed: {},
    via: 'job',
    requestId: 'r1',
  });

const written = async (action: string): Promise<number> =>
  (await services.query('SELECT FROM audit_event WHERE action = $1', [action])).length;

describe('a connection of the pool', () => {
  it('when it breaks in the moment in which it is lent, ends nothing', async () => {
    const { pool, close } = openStoreClient(services.url, services.deps.log);
    const client = await pool.connect();
    // So it is told where the server gave it and took it away in one go: nobody has been able to listen yet.
    expect(() => client.emit('error', new Error('terminating connection'))).not.toThrow();
    client.release(true);
    await close();
  });
});

describe('a transaction', () => {
  it('when it is done, everything is there: rows and jobs', async () => {
    const result = await services.deps.store.transaction(async (tx) => {
      await audited(tx, 'test.done');
      await tx.enqueue(aJob(), aJob());
      return done('value');
    });
    expect(result).toEqual({ ok: true, value: 'value' });
    expect(await written('test.done')).toBe(1);
    expect(await services.waitingJobs()).toHaveLength(2);
  });

  it('when it refuses, nothing of it stays, and the refusal comes out', async () => {
    const result = await services.deps.store.transaction(async (tx) => {
      await audited(tx, 'test.refused');
      await tx.enqueue(aJob());
      await tx.markHandled('test-refused');
      return refused({ kind: 'no' });
    });
    expect(result).toEqual({ ok: false, refusal: { kind: 'no' } });
    expect(await written('test.refused')).toBe(0);
    expect(await services.waitingJobs()).toEqual([]);
    expect(await services.query("SELECT FROM handled_interaction WHERE key = 'test-refused'")).toEqual([]);
  });

  it('when it throws, nothing of it stays, and the error comes out', async () => {
    const work = services.deps.store.transaction(async (tx) => {
      await audited(tx, 'test.thrown');
      await tx.enqueue(aJob());
      throw new Error('out of the blue');
    });
    await expect(work).rejects.toThrow('out of the blue');
    expect(await written('test.thrown')).toBe(0);
    expect(await services.waitingJobs()).toEqual([]);
  });

  it('when a statement fails, nothing of it stays', async () => {
    const work = services.deps.store.transaction(async (tx) => {
      await audited(tx, 'test.failed');
      await tx.findInvitation('no uuid');
      return done(null);
    });
    await expect(work).rejects.toThrow();
    expect(await written('test.failed')).toBe(0);
  });

  it('when two wait for each other, one is done again and both get through', async () => {
    const [first, second] = [await invite(services, ada, anAddress()), await invite(services, ada, anAddress())];
    let tries = 0;
    let holding = 0;
    let meet = (): void => undefined;
    const bothHoldOne = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const holdBoth = ([one = '', other = '']: readonly string[]) =>
      services.deps.store.transaction(async (tx) => {
        tries += 1;
        await tx.holdInvitation(one);
        holding += 1;
        if (holding === 2) meet();
        await bothHoldOne;
        await tx.holdInvitation(other);
        await audited(tx, 'test.deadlock');
        return done(null);
      });
    const results = await Promise.all([holdBoth([first.id, second.id]), holdBoth([second.id, first.id])]);
    expect(results).toEqual([done(null), done(null)]);
    expect(tries).toBeGreaterThan(2);
    expect(await written('test.deadlock')).toBe(2);
  });

  it('when it was overtaken, is done again from its first read on, a few times', async () => {
    let tries = 0;
    const overtaken = (times: number) =>
      services.deps.store.transaction(async (tx) => {
        tries += 1;
        await audited(tx, 'test.overtaken');
        if (tries <= times) throw new Overtaken();
        return done(tries);
      });
    expect(await overtaken(2)).toEqual(done(3));
    expect(await written('test.overtaken')).toBe(1);
    tries = 0;
    await expect(overtaken(100)).rejects.toThrow(Overtaken);
    expect(tries).toBeLessThan(10);
  });

  it('when a hundred run at once on a dozen connections, they wait for each other and none fails', async () => {
    const results = await Promise.all(
      Array.from({ length: 100 }, () =>
        services.deps.store.transaction(async (tx) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return done(await tx.now());
        }),
      ),
    );
    expect(results.every(({ ok }) => ok)).toBe(true);
  });
});

describe('markHandled', () => {
  it('is true once for a key, whoever comes at the same moment', async () => {
    const mark = () => services.deps.store.transaction(async (tx) => done(await tx.markHandled('once')));
    const results = await Promise.all(Array.from({ length: 10 }, mark));
    expect(results.filter((result) => result.ok && result.value)).toHaveLength(1);
  });
});
