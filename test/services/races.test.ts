import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InvitationRecord } from '../../src/domain/invitation.ts';
import { inviteMembers } from '../../src/services/invite-members.ts';
import { readdressInvitation } from '../../src/services/readdress-invitation.ts';
import { reinvite } from '../../src/services/reinvite.ts';
import { withdraw } from '../../src/services/withdraw.ts';
import { heldBeforeCommit, waitForLock } from '../support/locks.ts';
import {
  type AddedMember,
  acceptLink,
  addMember,
  anAddress,
  askedBy,
  auditOf,
  invitationOf,
  invite,
  inviteInput,
} from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;
beforeAll(async () => {
  services = await startServices();
  await services.change({ daily_invitation_cap: 10_000 });
  ada = await addMember(services, { firstName: 'Ada' });
  grace = await addMember(services, { firstName: 'Grace' });
});
afterEach(async () => {
  await services.clearJobs();
  expect(services.logged('error')).toEqual([]);
});
afterAll(() => services.stop());

const membershipsOf = async (email: string): Promise<number> => {
  const sql = 'SELECT m.id FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email_key = $1';
  return (await services.query(sql, [email])).length;
};

const tally = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe('100 people accept one link at once', () => {
  it('one becomes a member, 99 read that it was accepted, and every job is there once', async () => {
    const email = anAddress();
    const invitation = await invite(services, ada, email);
    await services.clearJobs();
    const results = await times(100, () => acceptLink(services, invitation));
    expect(tally(results.map((result) => (result.ok ? 'joined' : result.refusal.kind)))).toEqual({
      joined: 1,
      already_accepted: 99,
    });
    expect(await membershipsOf(email)).toBe(1);
    expect((await services.waitingJobs()).map(({ name }) => name).sort()).toEqual(['announce-batch', 'welcome-member']);
    const joined = results.flatMap((result) => (result.ok ? [result.value.member.membershipId] : []));
    expect(await auditOf(services, { target: joined[0] ?? '' })).toHaveLength(1);
  }, 40_000);
});

describe('accepting races against an admin, 50 rounds', () => {
  const rounds = async (act: (invitation: InvitationRecord, email: string) => Promise<string[]>) => {
    const seen: string[] = [];
    for (let round = 0; round < 50; round += 1) {
      const email = anAddress();
      const invitation = await invite(services, ada, email);
      const outcome = (await act(invitation, email)).join(' + ');
      seen.push(outcome);
      const { status, membership } = await invitationOf(services, email);
      const isMember = outcome.startsWith('joined');
      expect(await membershipsOf(email)).toBe(isMember ? 1 : 0);
      expect(status === 'ACCEPTED').toBe(isMember);
      expect(membership?.status === 'ACTIVE').toBe(isMember);
    }
    return tally(seen);
  };
  // Whoever starts first wins nearly always: the start is shifted to and fro.
  const inAnyOrder = async (first: () => Promise<string>, second: () => Promise<string>): Promise<string[]> => {
    const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    const [early, late] = [Math.random() * 6, Math.random() * 6];
    return Promise.all([wait(early).then(first), wait(late).then(second)]);
  };
  const accepting = (invitation: InvitationRecord) => async (): Promise<string> => {
    const result = await acceptLink(services, invitation);
    return result.ok ? 'joined' : result.refusal.kind;
  };

  it('withdrawing: exactly one of them has its way', async () => {
    const seen = await rounds(async (invitation) => {
      const asked = await askedBy(services, ada.person);
      return inAnyOrder(accepting(invitation), async () => {
        const result = await withdraw(services.deps, asked, { kind: 'ids', ids: [invitation.id] });
        const [row] = result.ok ? result.value.rows : [];
        return row?.outcome === 'refused' ? row.reason.kind : (row?.outcome ?? 'nothing');
      });
    });
    const possible = ['joined + already_accepted', 'already_withdrawn + withdrawn'];
    expect(Object.keys(seen).filter((outcome) => !possible.includes(outcome))).toEqual([]);
  });

  it('reinviting: exactly one of them has its way', async () => {
    const seen = await rounds(async (invitation) => {
      const asked = await askedBy(services, grace.person);
      const { id, generation } = invitation;
      return inAnyOrder(accepting(invitation), async () => {
        const result = await reinvite(services.deps, asked, { kind: 'links', links: [{ id, generation }] });
        const [row] = result.ok ? result.value.rows : [];
        return row?.outcome === 'refused' ? row.reason.kind : (row?.outcome ?? 'nothing');
      });
    });
    const possible = ['joined + already_member', 'joined + already_accepted', 'link_superseded + reinvited'];
    expect(Object.keys(seen).filter((outcome) => !possible.includes(outcome))).toEqual([]);
  });
});

describe('the same address invited at once', () => {
  it('100 times by two admins: one pending invitation, one delivery, one mail, and 99 are told of it', async () => {
    const email = anAddress();
    const [input, ...admins] = [await inviteInput(services, [email]), ada, grace];
    const results = await times(100, async (index) => {
      const asked = await askedBy(services, (admins[index % 2] ?? ada).person);
      return inviteMembers(services.deps, asked, input);
    });
    const rows = results.flatMap((result) => (result.ok ? result.value.rows : []));
    expect(tally(rows.map((row) => (row.outcome === 'refused' ? row.reason.kind : row.outcome)))).toEqual({
      invited: 1,
      already_pending: 99,
    });
    const { id } = await invitationOf(services, email);
    const named = rows.filter((row) => row.outcome === 'refused' && 'invitationId' in row.reason);
    expect(named.every((row) => row.outcome === 'refused' && JSON.stringify(row.reason).includes(id))).toBe(true);
    expect(await services.query('SELECT FROM invitation WHERE email_key = $1', [email])).toHaveLength(1);
    expect(await services.waitingJobs('deliver-invitation')).toHaveLength(1);
    await services.runJobs();
    expect(services.inbox.mailsTo(email)).toHaveLength(1);
  });

  it('when two batches name the same people in opposite orders, nobody fails and everybody is invited once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const emails = Array.from({ length: 20 }, () => anAddress());
      const [forth, back] = [await inviteInput(services, emails), await inviteInput(services, [...emails].reverse())];
      const results = await Promise.all([
        inviteMembers(services.deps, await askedBy(services, ada.person), forth),
        inviteMembers(services.deps, await askedBy(services, grace.person), back),
      ]);
      const rows = results.flatMap((result) => (result.ok ? result.value.rows : []));
      expect(tally(rows.map(({ outcome }) => outcome))).toEqual({ invited: 20, refused: 20 });
    }
  });

  it('when it ran out and two admins renew it at once, there is one new link', async () => {
    const email = anAddress();
    await invite(services, ada, email);
    await services.advance('25 hours');
    await services.clearJobs();
    const input = await inviteInput(services, [email]);
    const results = await times(8, async (index) =>
      inviteMembers(services.deps, await askedBy(services, (index % 2 ? ada : grace).person), input),
    );
    const rows = results.flatMap((result) => (result.ok ? result.value.rows : []));
    expect(tally(rows.map(({ outcome }) => outcome))).toEqual({ invited: 1, refused: 7 });
    expect((await invitationOf(services, email)).generation).toBe(2);
    expect(await services.waitingJobs('deliver-invitation')).toHaveLength(1);
  });

  it('when it is added at once by two admins, one adds it and the other reads that it is a member', async () => {
    const undo = await services.change({ existing_accounts: 'ADD_AT_ONCE', own_domains: ['example.net'] });
    const { email, membershipId } = await addMember(services, { email: 'own@example.net' });
    await services.query(
      'DELETE FROM slack_identity WHERE account_id = (SELECT account_id FROM membership WHERE id = $1)',
      [membershipId],
    );
    await services.query('DELETE FROM membership WHERE id = $1', [membershipId]);
    const input = await inviteInput(services, [email]);
    const results = await times(6, async (index) =>
      inviteMembers(services.deps, await askedBy(services, (index % 2 ? ada : grace).person), input),
    );
    const rows = results.flatMap((result) => (result.ok ? result.value.rows : []));
    const outcomes = rows.map((row) => (row.outcome === 'refused' ? row.reason.kind : row.outcome));
    expect(tally(outcomes)).toEqual({ added: 1, already_member: 5 });
    await undo();
  });
});

describe('what a day has left', () => {
  it('is given out once, whoever invites at the same moment and in whatever way', async () => {
    const pending = await invite(services, ada, anAddress());
    const [{ issued = 0 } = {}] = await services.query<{ issued: number }>(
      "SELECT count(*)::int AS issued FROM invitation WHERE issued_at >= usher_now() - interval '1 day'",
    );
    const undo = await services.change({ daily_invitation_cap: issued + 8 });
    const some = () =>
      inviteInput(
        services,
        Array.from({ length: 8 }, () => anAddress()),
      );
    const { slow, ready, commit } = heldBeforeCommit(services.deps);
    const first = inviteMembers(slow, await askedBy(services, ada.person), await some());
    await ready;
    const { id, generation } = pending;
    const others = [
      inviteMembers(services.deps, await askedBy(services, grace.person), await some()),
      readdressInvitation(services.deps, await askedBy(services, grace.person), {
        link: { id, generation },
        email: anAddress(),
      }),
    ] as const;
    await waitForLock(services, others.length);
    commit();
    const [invited, readdressed] = await Promise.all(others);
    const results = [await first, invited].flatMap((result) => (result.ok ? result.value.rows : []));
    const fates = results.map((row) => (row.outcome === 'refused' ? row.reason.kind : row.outcome));
    const other = readdressed.ok
      ? readdressed.value.outcome
      : 'reason' in readdressed.refusal && readdressed.refusal.reason.kind;
    expect(tally([...fates, String(other)])).toEqual({ invited: 8, over_daily_cap: 9 });
    await undo();
  });
});
