import type { Role } from '../../../src/domain/role.ts';
import type { InviteForm } from '../../../src/services/read-invite-form.ts';
import { id } from '../examples.ts';

export const aRole = (n: number, name: string, rest: Partial<Role> = {}): Role => ({
  id: id(n),
  name,
  description: 'Can look at everything, and change nothing.',
  forWhom: 'People who need to see.',
  rank: n * 10,
  isAdmin: false,
  isDefault: n === 1,
  isRetired: false,
  ...rest,
});

export const named = (count: number, from: number, name: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => ({
    id: id(from + n),
    name: name(n),
    slackChannelId: null,
    defaultProductIds: [],
    isDefault: n === 0,
  }));

export const aForm = (rest: Partial<InviteForm> = {}): InviteForm => ({
  roles: [aRole(1, 'Viewer'), aRole(2, 'Member')],
  presetRoleId: id(1),
  teams: named(2, 100, (n) => ['Sales', 'Support'][n] ?? ''),
  presetTeam: null,
  products: named(2, 200, (n) => ['Atlas', 'Borealis'][n] ?? ''),
  presetProductIds: [id(200)],
  permissions: [],
  templates: [],
  morning: { at: new Date('2026-11-23T08:00:00Z'), zone: 'Europe/Berlin', isWeekendSoon: false },
  missingSettings: [],
  mailState: 'ready',
  ...rest,
});
