import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import type { Transaction } from '../../src/ports/transaction.ts';
import type { Tenant } from '../support/tenants.ts';

type HappeningName = 'findHappening' | 'holdHappening' | 'findHappenings' | 'findWatchedMember' | 'findOpenHappenings';

/** What was seen in Slack, asked with our organization for what is theirs. */
export const happeningCases = (
  tenants: () => { readonly ours: Tenant; readonly theirs: Tenant },
): Readonly<Record<HappeningName, (tx: Transaction) => Promise<void>>> => {
  const open = async (tx: Transaction, { org, admin }: Tenant): Promise<string> => {
    const id = uuidv7();
    const user = { teamId: org.teamId, userId: 'U1' };
    const { membershipId } = admin;
    await tx.openHappening({ id, organizationId: org.id, kind: 'left', user, membershipId, email: null });
    return id;
  };
  const closed = async (tx: Transaction, work: (id: string) => Promise<void>): Promise<void> => {
    const id = await open(tx, tenants().ours);
    await work(id);
    await tx.endHappenings([id]);
  };
  const theirUser = () => ({ teamId: tenants().theirs.org.teamId, userId: 'U1' });
  const isHidden = (find: 'findHappening' | 'holdHappening') => (tx: Transaction) =>
    closed(tx, async (id) => {
      expect(await tx[find](tenants().theirs.org.id, id)).toBeNull();
      expect(await tx[find](tenants().ours.org.id, id)).toMatchObject({ id, member: { status: 'ACTIVE' } });
    });
  return {
    findHappening: isHidden('findHappening'),
    holdHappening: isHidden('holdHappening'),
    findHappenings: (tx) =>
      closed(tx, async (id) => {
        const [since, until] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)];
        const of = async ({ org }: Tenant) => (await tx.findHappenings(org.id, 'left', since, until, 9)).rows;
        expect((await of(tenants().ours)).map((row) => row.id)).toContain(id);
        expect((await of(tenants().theirs)).map((row) => row.id)).not.toContain(id);
      }),
    findWatchedMember: async (tx) => {
      const { ours, theirs } = tenants();
      expect(await tx.findWatchedMember(ours.org.id, theirUser(), null)).toBeNull();
      const found = await tx.findWatchedMember(theirs.org.id, theirUser(), null);
      expect(found?.membershipId).toBe(theirs.admin.membershipId);
    },
    findOpenHappenings: (tx) =>
      closed(tx, async (id) => {
        const { ours, theirs } = tenants();
        const user = { teamId: ours.org.teamId, userId: 'U1' };
        expect(await tx.findOpenHappenings(theirs.org.id, user)).toEqual([]);
        expect(await tx.findOpenHappenings(ours.org.id, user)).toEqual([{ id, kind: 'left', email: null }]);
      }),
  };
};
