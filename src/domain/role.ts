/** A role of an organization: data, never an enum. `rank` orders them; the lowest is the least role. */
export type Role = {
  readonly id: string;
  readonly name: string;
  /** What it can do, at most 75 characters (Slack's limit for an option's description). */
  readonly description: string;
  /** For whom it is meant, at most 200 characters. */
  readonly forWhom: string;
  readonly rank: number;
  readonly isAdmin: boolean;
  readonly isDefault: boolean;
  readonly isRetired: boolean;
};

/** The roles that a new organization starts with. Texts after the manuals' own role guidance. */
export const seededRoles = [
  {
    name: 'Viewer',
    description: 'Can look at everything, and change nothing.',
    forWhom: 'People who need to see, not to edit.',
    rank: 10,
    isAdmin: false,
    isDefault: true,
  },
  {
    name: 'Member',
    description: 'Can create, edit and manage content.',
    forWhom: 'Anyone who does the daily work.',
    rank: 20,
    isAdmin: false,
    isDefault: false,
  },
  {
    name: 'Admin',
    description: 'Can do everything, people and settings included.',
    forWhom: 'The few who run the organization itself.',
    rank: 100,
    isAdmin: true,
    isDefault: false,
  },
] as const;

/** Who grants: a membership as it stands at this moment, or the system, which may grant anything. */
export type Granter =
  | { readonly kind: 'system' }
  | { readonly kind: 'member'; readonly isActive: boolean; readonly isAdmin: boolean; readonly rank: number };

/** Rule 3. Asked on invite, edit of a pending invitation, role change, and at acceptance of the issuer of that moment. */
export const canGrant = (granter: Granter, role: Pick<Role, 'rank' | 'isRetired'>): boolean => {
  if (granter.kind === 'system') return true;
  return granter.isActive && granter.isAdmin && !role.isRetired && role.rank <= granter.rank;
};

/** The roles that may be offered to this granter, lowest rank first. */
export const grantableRoles = (granter: Granter, roles: readonly Role[]): Role[] =>
  roles.filter((role) => !role.isRetired && canGrant(granter, role)).sort((a, b) => a.rank - b.rank);

/** The role a form starts with: the default one when it may be granted, else the least one. */
export const presetRole = (roles: readonly Role[]): Role | undefined =>
  roles.find((role) => role.isDefault) ?? [...roles].sort((a, b) => a.rank - b.rank)[0];
