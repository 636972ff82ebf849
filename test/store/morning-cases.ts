import { expect } from 'vitest';
import type { MorningReads } from '../../src/ports/mornings.ts';
import type { Transaction } from '../../src/ports/transaction.ts';
import type { Tenant } from '../support/tenants.ts';

type MorningName = Exclude<keyof MorningReads, 'findMorningOrganizations'> | 'claimPosted';

/** What is read and claimed in the morning, asked with our organization for what both have. */
export const morningCases = (
  tenants: () => { readonly ours: Tenant; readonly theirs: Tenant },
): Readonly<Record<MorningName, (tx: Transaction) => Promise<void>>> => ({
  findDigestFacts: async (tx) => {
    const { ours, theirs } = tenants();
    const ids = (await tx.findDigestFacts(ours.org.id, 99)).entries.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([ours.waitingId, ours.expiredId]));
    expect(ids).not.toContain(theirs.waitingId);
  },
  findDigests: async (tx) => {
    const posted = { channelId: 'COurs', ts: '1.1' };
    expect(await tx.findDigests(tenants().ours.org.id)).toEqual([{ day: '2026-03-02', posted, content: null }]);
  },
  findInvitations: async (tx) => {
    const { ours, theirs } = tenants();
    const found = await tx.findInvitations(ours.org.id, [ours.waitingId, theirs.waitingId]);
    expect(found.map(({ id }) => id)).toEqual([ours.waitingId]);
  },
  findWeekNews: async (tx) => {
    const { ours, theirs } = tenants();
    const entry = {
      actor: { kind: 'CLI' },
      action: 'membership.join',
      changed: {},
      via: 'cli',
      requestId: 'r',
    } as const;
    const target = { kind: 'membership', id: theirs.admin.membershipId } as const;
    await tx.audit({ ...entry, organizationId: ours.org.id, target });
    const week = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)] as const;
    expect(await tx.findWeekNews(ours.org.id, ...week)).toEqual({ joined: [], left: [] });
  },
  claimPosted: async (tx) => {
    const { ours } = tenants();
    const claim = { organizationId: ours.org.id, kind: 'digest', slackTeamId: ours.org.teamId } as const;
    const claims = [
      { ...claim, subject: '2026-03-02' },
      { ...claim, subject: '2026-03-03' },
    ];
    expect(await tx.claimPosted(claims)).toEqual(claims.slice(1));
  },
});
