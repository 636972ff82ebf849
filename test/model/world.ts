/** What Slack says of somebody; `none` is in no workspace, `stranger` in another one. */
export type Standing = 'person' | 'guest' | 'bot' | 'stranger' | 'deactivated' | 'none';

export type Somebody = {
  readonly email: string;
  readonly slack: Standing;
  readonly first: string | null;
  readonly last: string | null;
  /** The role that they have from the start. */
  readonly role?: string;
  /** They have an account by another organization. */
  readonly isElsewhere?: boolean;
};

const somebody = (number: number, given: Partial<Somebody> = {}): Somebody => ({
  email: `person${number}@example.org`,
  slack: 'person',
  first: `First${number}`,
  last: `Last${number}`,
  ...given,
});

/** Everybody there is: admins of two ranks, members, people of Slack who are none, and people whom Slack does not know. */
export const people: readonly Somebody[] = [
  somebody(0, { role: 'Owner' }),
  somebody(1, { role: 'Admin' }),
  somebody(2, { role: 'Admin' }),
  somebody(3, { role: 'Admin' }),
  somebody(4, { role: 'Lead' }),
  somebody(5, { role: 'Member' }),
  somebody(6, { role: 'Member' }),
  somebody(7, { role: 'Viewer' }),
  somebody(8, { role: 'Viewer' }),
  somebody(9),
  somebody(10),
  somebody(11),
  somebody(12, { last: null }),
  somebody(13, { slack: 'guest' }),
  somebody(14, { slack: 'guest' }),
  somebody(15, { slack: 'stranger' }),
  somebody(16, { slack: 'bot' }),
  somebody(17, { slack: 'deactivated' }),
  somebody(18, { email: 'person18@sub.example.com', isElsewhere: true }),
  somebody(19, { email: 'person19@example.net' }),
  somebody(20, { slack: 'none', email: 'person20@example.com' }),
  somebody(21, { slack: 'none', email: 'info@example.org' }),
  somebody(22, { slack: 'none', email: 'person22@example.com', isElsewhere: true }),
];

const nobody: Somebody = { email: 'nobody@example.org', slack: 'none', first: null, last: null };

export const personAt = (index: number): Somebody => people[index] ?? nobody;

/** The twenty who act: everybody of Slack, the stranger and the bot too. */
export const clients: readonly number[] = people.flatMap(({ slack }, index) => (slack === 'none' ? [] : [index]));

export const admins: readonly number[] = people.flatMap(({ role }, index) =>
  role === 'Owner' || role === 'Admin' ? [index] : [],
);

export type RoleFacts = { readonly rank: number; readonly isAdmin: boolean };

/** An admin role above the seeded one, and a plain role that may be retired. */
export const roles: Readonly<Record<string, RoleFacts>> = {
  Viewer: { rank: 10, isAdmin: false },
  Member: { rank: 20, isAdmin: false },
  Lead: { rank: 50, isAdmin: false },
  Admin: { rank: 100, isAdmin: true },
  Owner: { rank: 200, isAdmin: true },
};

export const roleNames = Object.keys(roles);
export const teamNames = ['Sales', 'Support', 'Studio', 'Stores'] as const;
export const productNames = ['Reports', 'Planner', 'Archive'] as const;
export const plainPermissions = ['export', 'review'] as const;
export const sensitivePermission = 'send_as';
export const permissionNames = [...plainPermissions, sensitivePermission] as const;

export const ZONE = 'Europe/Berlin';
