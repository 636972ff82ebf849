import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import type { JoinRequestReads, JoinRequestWrites } from '../../src/ports/join-requests.ts';
import type { ExportReads } from '../../src/ports/roster-export.ts';
import type { Transaction } from '../../src/ports/transaction.ts';
import type { Tenant } from '../support/tenants.ts';

type RequestName = Exclude<keyof ExportReads | keyof JoinRequestReads | keyof JoinRequestWrites, 'decideJoinRequest'>;

/** Requests to join and the export, asked with our organization for those of theirs. */
export const requestCases = (
  tenants: () => { readonly ours: Tenant; readonly theirs: Tenant },
): Readonly<Record<RequestName, (tx: Transaction) => Promise<void>>> => ({
  findExportPage: async (tx) => {
    const { ours, theirs } = tenants();
    const page = await tx.findExportPage(ours.org.id, null, 100);
    expect(page.map(({ membershipId }) => membershipId)).toContain(ours.admin.membershipId);
    expect(JSON.stringify(page)).not.toContain(theirs.admin.membershipId);
  },
  findExportedAt: async (tx) => {
    const { ours, theirs } = tenants();
    expect(await tx.findExportedAt(ours.org.id, theirs.actId)).toBeNull();
  },
  findJoinRequest: async (tx) => {
    const { ours, theirs } = tenants();
    expect(await tx.findJoinRequest(ours.org.id, theirs.joinRequestId)).toBeNull();
    expect(await tx.findJoinRequest(ours.org.id, ours.joinRequestId)).toMatchObject({ email: 'wished@example.com' });
  },
  findOpenRequest: async (tx) => {
    const { ours } = tenants();
    expect((await tx.findOpenRequest(ours.org.id, 'wished@example.com'))?.id).toBe(ours.joinRequestId);
  },
  holdJoinRequest: async (tx) => {
    const { ours, theirs } = tenants();
    expect(await tx.holdJoinRequest(ours.org.id, theirs.joinRequestId)).toBeNull();
  },
  countOpenRequests: async (tx) => {
    const { ours, theirs } = tenants();
    expect(await tx.countOpenRequests(ours.org.id, { teamId: ours.org.teamId, userId: 'U1' })).toBe(1);
    expect(await tx.countOpenRequests(ours.org.id, { teamId: theirs.org.teamId, userId: 'U1' })).toBe(0);
  },
  createJoinRequest: async (tx) => {
    const { ours } = tenants();
    const request = {
      id: uuidv7(),
      organizationId: ours.org.id,
      email: 'Wished@example.com',
      emailKey: 'wished@example.com',
      reason: 'Again',
      askedBy: { teamId: ours.org.teamId, userId: 'U2' },
    };
    expect(await tx.createJoinRequest(request)).toBe(false);
    const other = { ...request, id: uuidv7(), emailKey: 'else@example.com' };
    expect(await tx.createJoinRequest(other)).toBe(true);
    await tx.decideJoinRequest(other.id, 'DECLINED', ours.admin.membershipId, null);
  },
  findPostedCopies: async (tx) => {
    const copies = await tx.findPostedCopies(tenants().ours.org.id, 'joins', 'sub');
    expect(copies).toEqual([{ subject: 'subject', channelId: 'COurs', ts: expect.any(String) }]);
  },
});
