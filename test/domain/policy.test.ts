import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/domain/action.ts';
import {
  type Actor,
  asGranter,
  isActiveAdmin,
  type MemberActor,
  type MembershipStatus,
} from '../../src/domain/actor.ts';
import { decide, type PolicySettings, policy } from '../../src/domain/policy.ts';

const slack = { teamId: 'T1', userId: 'U1' };

const member = (role: 'admin' | 'member' | 'viewer', status: MembershipStatus = 'ACTIVE'): MemberActor => ({
  kind: 'member',
  organizationId: 'org',
  membershipId: 'membership',
  accountId: 'account',
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Example',
  status,
  role: { id: role, name: role, rank: { admin: 100, member: 20, viewer: 10 }[role], isAdmin: role === 'admin' },
  slack,
  isGuest: false,
});

const actors = {
  admin: member('admin'),
  member: member('member'),
  viewer: member('viewer'),
  deactivatedAdmin: member('admin', 'DEACTIVATED'),
  deactivatedMember: member('member', 'DEACTIVATED'),
  removedAdmin: member('admin', 'REMOVED'),
  unbound: { kind: 'slack_user', organizationId: 'org', slack },
  stranger: { kind: 'stranger', slack },
  guestAdmin: { ...member('admin'), isGuest: true },
  guestMember: { ...member('member'), isGuest: true },
} satisfies Record<string, Actor>;

type Who = keyof typeof actors;
type Verdict = 'may' | 'admins_only' | 'slack_guest' | 'no_longer_a_member' | 'not_a_member' | 'other_workspace';

// In the order of `actors`.
const open: Verdict[] = ['may', 'may', 'may', 'may', 'may', 'may', 'may', 'other_workspace', 'may', 'may'];
const gone = ['no_longer_a_member', 'no_longer_a_member', 'no_longer_a_member'] as const;
const closed: Verdict[] = [
  'may',
  'admins_only',
  'admins_only',
  ...gone,
  'not_a_member',
  'other_workspace',
  'slack_guest',
  'admins_only',
];
const readable: Verdict[] = ['may', 'may', 'may', ...gone, 'not_a_member', 'other_workspace', 'may', 'may'];

/** What each actor is told, where the roster is for admins, and where it is for members. */
const table: Readonly<Record<Action, Readonly<Record<PolicySettings['rosterReaders'], readonly Verdict[]>>>> = {
  help: { ADMINS: open, MEMBERS: open },
  whoami: { ADMINS: open, MEMBERS: open },
  list: { ADMINS: closed, MEMBERS: readable },
  person: { ADMINS: closed, MEMBERS: readable },
  invite: { ADMINS: closed, MEMBERS: closed },
  pending: { ADMINS: closed, MEMBERS: closed },
  reinvite: { ADMINS: closed, MEMBERS: closed },
  withdraw: { ADMINS: closed, MEMBERS: closed },
  change_role: { ADMINS: closed, MEMBERS: closed },
  deactivate: { ADMINS: closed, MEMBERS: closed },
  reactivate: { ADMINS: closed, MEMBERS: closed },
  remove: { ADMINS: closed, MEMBERS: closed },
  undo: { ADMINS: closed, MEMBERS: closed },
  decide_pause: { ADMINS: closed, MEMBERS: closed },
  teams: { ADMINS: closed, MEMBERS: closed },
  products: { ADMINS: closed, MEMBERS: closed },
  change_teams: { ADMINS: closed, MEMBERS: closed },
  change_products: { ADMINS: closed, MEMBERS: closed },
  why: { ADMINS: closed, MEMBERS: closed },
  settings: { ADMINS: closed, MEMBERS: closed },
  read_roles: { ADMINS: open, MEMBERS: open },
  roles: { ADMINS: closed, MEMBERS: closed },
  edit_invitation: { ADMINS: closed, MEMBERS: closed },
  request: { ADMINS: open, MEMBERS: open },
  export: { ADMINS: closed, MEMBERS: closed },
  decide_happening: { ADMINS: closed, MEMBERS: closed },
  decide_request: { ADMINS: closed, MEMBERS: closed },
  copy_link: { ADMINS: closed, MEMBERS: closed },
  import: { ADMINS: closed, MEMBERS: closed },
  invite_links: { ADMINS: closed, MEMBERS: closed },
  join: { ADMINS: open, MEMBERS: open },
  permissions: { ADMINS: closed, MEMBERS: closed },
  grant: { ADMINS: closed, MEMBERS: closed },
  doctor: { ADMINS: closed, MEMBERS: closed },
  retry_jobs: { ADMINS: closed, MEMBERS: closed },
};

const names = Object.keys(actors) as Who[];
const rows = (Object.keys(table) as Action[]).flatMap((action) =>
  (['ADMINS', 'MEMBERS'] as const).flatMap((readers) =>
    names.map((who, index) => [who, action, readers, table[action][readers][index]] as const),
  ),
);

describe('decide', () => {
  it.each(rows)('tells %s who asks for %s, with the roster for %s: %s', (who, action, rosterReaders, verdict) => {
    const result = decide(actors[who], action, { rosterReaders });
    expect(result.ok ? 'may' : result.refusal.kind).toBe(verdict);
  });

  it('has a row in this table for every action and every actor', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(policy).sort());
    expect(rows).toHaveLength(Object.keys(policy).length * 2 * names.length);
    expect(rows.filter(([, , , verdict]) => verdict === undefined)).toEqual([]);
  });

  it('says which action was refused, and how a membership ended', () => {
    const settings = { rosterReaders: 'ADMINS' } as const;
    const refusalOf = (actor: Actor, action: Action) => {
      const result = decide(actor, action, settings);
      return result.ok ? null : result.refusal;
    };
    expect(refusalOf(actors.viewer, 'withdraw')).toEqual({ kind: 'admins_only', action: 'withdraw' });
    expect(refusalOf(actors.unbound, 'list')).toEqual({ kind: 'not_a_member', action: 'list' });
    expect(refusalOf(actors.deactivatedAdmin, 'invite')).toEqual({ kind: 'no_longer_a_member', status: 'DEACTIVATED' });
    expect(refusalOf(actors.removedAdmin, 'invite')).toEqual({ kind: 'no_longer_a_member', status: 'REMOVED' });
  });
});

describe('isActiveAdmin', () => {
  it('is true for an admin whose membership is active, and for nobody else', () => {
    expect(names.filter((who) => isActiveAdmin(actors[who]))).toEqual(['admin']);
  });
});

describe('asGranter', () => {
  it('takes rank, admin right and standing from the membership', () => {
    expect(asGranter(actors.admin)).toEqual({ kind: 'member', isActive: true, isAdmin: true, rank: 100 });
    expect(asGranter(actors.viewer)).toEqual({ kind: 'member', isActive: true, isAdmin: false, rank: 10 });
    expect(asGranter(actors.deactivatedAdmin).kind === 'member' && asGranter(actors.deactivatedAdmin)).toMatchObject({
      isActive: false,
    });
  });
});
