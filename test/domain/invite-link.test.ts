import { describe, expect, it } from 'vitest';
import {
  findClosed,
  findDomainInVain,
  type InviteLinkRecord,
  isDomainWelcome,
  linkRoles,
} from '../../src/domain/invite-link.ts';
import type { Role } from '../../src/domain/role.ts';
import { aLink, at } from '../slack/examples.ts';

const later = new Date(at.getTime() + 3_600_000);
const before = new Date(at.getTime() - 1);
const creator = { ...aLink().creator, isActive: true, isAdmin: true, rank: 100 } as InviteLinkRecord['creator'];
const link = (rest: Partial<InviteLinkRecord>): InviteLinkRecord => aLink({ expiresAt: later, creator, ...rest });
const role = aLink().role;

describe('nobody joins by a link', () => {
  const cases: [string, Partial<InviteLinkRecord>, 'OFF' | 'LEAST_ROLE' | 'ANY_ROLE', string | null][] = [
    ['unless it is in order', {}, 'LEAST_ROLE', null],
    ['that the system made, but for that', { creator: null }, 'LEAST_ROLE', null],
    ['of another role, but where the organization lets it give one', { role: { ...role, rank: 20 } }, 'ANY_ROLE', null],
    ['that is revoked', { revokedAt: before }, 'LEAST_ROLE', 'link_revoked'],
    ['that has ended', { expiresAt: at }, 'LEAST_ROLE', 'link_ended'],
    ['that is used up', { uses: 50 }, 'LEAST_ROLE', 'link_used_up'],
    ['while all are off', {}, 'OFF', 'links_off'],
    ['above the least role', { role: { ...role, rank: 20 } }, 'LEAST_ROLE', 'role_above_least'],
    ['of an admin role, whatever the setting', { role: { ...role, isAdmin: true } }, 'ANY_ROLE', 'role_of_admins'],
    ['of a retired role', { role: { ...role, isRetired: true } }, 'ANY_ROLE', 'role_retired'],
    ['into an archived team', { team: { id: role.id, name: 'Sales', isArchived: true } }, 'ANY_ROLE', 'team_archived'],
    ['of somebody demoted', { creator: creator && { ...creator, isAdmin: false } }, 'ANY_ROLE', 'creator_lost_right'],
    ['of somebody who left', { creator: creator && { ...creator, isActive: false } }, 'ANY_ROLE', 'creator_lost_right'],
    ['of somebody below its role', { creator: creator && { ...creator, rank: 5 } }, 'ANY_ROLE', 'creator_lost_right'],
  ];
  it.each(cases)('%s', (_name, rest, inviteLinkPolicy, expected) => {
    const closed = findClosed(link(rest), { inviteLinkPolicy }, at);
    expect(closed?.kind === 'link_out_of_order' ? closed.why : (closed?.kind ?? null)).toBe(expected);
  });
});

it('nobody joins by a link while no code can be mailed', () => {
  const why = { kind: 'link_out_of_order', why: 'no_mail_server' };
  expect(findClosed(link({}), { inviteLinkPolicy: 'LEAST_ROLE' }, at, false)).toEqual(why);
});

describe('the roles of a link', () => {
  const [viewer, member, admin, gone]: Role[] = ([10, 20, 100, 5] as const).map((rank) => ({
    ...{ id: String(rank), name: '', description: '', forWhom: '', isDefault: false },
    rank,
    isAdmin: rank === 100,
    isRetired: rank === 5,
  })) as [Role, Role, Role, Role];
  it('are the least one, or all but those of admins, or none', () => {
    const all = [admin, member, gone, viewer].filter((one): one is Role => one !== undefined);
    expect(linkRoles(all, 'OFF')).toEqual([]);
    expect(linkRoles(all, 'LEAST_ROLE')).toEqual([viewer]);
    expect(linkRoles(all, 'ANY_ROLE')).toEqual([viewer, member]);
  });
});

describe('the domains of a link', () => {
  const organization = { allowedDomains: ['example.com'], blockedDomains: ['bad.example.com'] };
  it.each([
    ['example.com', [], true],
    ['mail.example.com', [], true],
    ['bad.example.com', [], false],
    ['example.net', [], false],
    ['example.net', ['example.net'], false],
    ['mail.example.com', ['mail.example.com'], true],
    ['example.com', ['mail.example.com'], false],
  ])('%s by a link for %j: %s', (domain, allowedDomains, expected) => {
    expect(isDomainWelcome(domain, { allowedDomains }, organization)).toBe(expected);
  });

  it('are in vain where the organization lets nobody of them in', () => {
    expect(findDomainInVain(['mail.example.com', 'example.net'], organization)).toBe('example.net');
    expect(findDomainInVain(['x.bad.example.com'], organization)).toBe('x.bad.example.com');
    // Whoever is at example.com is at a domain below this one.
    expect(findDomainInVain(['com'], organization)).toBeNull();
    expect(findDomainInVain(['anything.example'], { allowedDomains: [], blockedDomains: [] })).toBeNull();
  });
});
