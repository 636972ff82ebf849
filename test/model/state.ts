import { people, personAt, roles, ZONE } from './world.ts';

/** What somebody has, or is promised; all by name. */
export type Terms = {
  role: string;
  primary: string | null;
  others: string[];
  products: string[];
  permissions: string[];
};

export type MemberState = Terms & {
  readonly person: number;
  status: 'ACTIVE' | 'DEACTIVATED' | 'REMOVED';
  version: number;
};

export type InvitationState = Terms & {
  /** The address, and the how many-th invitation of it this is. */
  readonly id: string;
  readonly person: number;
  status: 'PENDING' | 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN';
  cause: string | null;
  generation: number;
  inviter: number;
  issuer: number;
  issuedAt: number;
  /** When it goes out, while it is scheduled. */
  sendAfter: number | null;
  /** Null while it is scheduled. */
  expiresAt: number | null;
  first: string | null;
  last: string | null;
  /** Whether Slack knew whom to send a card. */
  hasCard: boolean;
  isCopied: boolean;
  askedAt: number | null;
  /** The act that withdrew it. */
  closedBy: string | null;
};

export type Settings = {
  allowedDomains: string[];
  blockedDomains: string[];
  ownDomains: string[];
  existingAccounts: 'MUST_ACCEPT' | 'ADD_AT_ONCE';
  guestPolicy: 'REFUSE' | 'WARN' | 'ALLOW';
  namesAskedOf: 'INVITEE' | 'INVITER';
  dailyInvitationCap: number;
  reinviteCap: number;
  invitationLifetimeHours: number;
};

/** What the trail remembers and rules ask for. `id` is the number of the operation that did it. */
export type Act = {
  readonly id: string;
  readonly kind:
    | 'change_role'
    | 'deactivate'
    | 'remove'
    | 'withdraw'
    | 'reissue'
    | 'ask'
    | 'approve'
    | 'decline'
    | 'confirm';
  readonly actor: number;
  /** A person, or the asker of a pause that was answered. */
  readonly target: number;
  readonly at: number;
  readonly isDemotion?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly version?: number;
  /** Withdrawn, handed over, or reissued. */
  readonly invitations?: readonly { readonly id: string; readonly generation: number }[];
  readonly choice?: 'take_over' | 'withdraw';
  readonly own?: readonly string[];
  /** The question that was answered. */
  readonly pause?: string;
  undone: boolean;
  /** Of a withdrawal, which of its invitations are open again. */
  readonly reopened: string[];
};

export type Person = {
  hasAccount: boolean;
  first: string | null;
  last: string | null;
  isBound: boolean;
  /** Slack says so since they were bound. */
  isGuest: boolean;
  isStopped: boolean;
};

export type JoinRequest = {
  readonly id: string;
  readonly by: number;
  readonly person: number;
  decision: string | null;
};

export type State = {
  settings: Settings;
  retired: string[];
  /** By name: whether it is archived. */
  teams: Record<string, boolean>;
  /** By name: whether it is on. */
  products: Record<string, boolean>;
  people: Person[];
  members: MemberState[];
  invitations: InvitationState[];
  acts: Act[];
  requests: JoinRequest[];
  /** Refused attempts: one entry per actor, action and minute. */
  refusals: string[];
};

export const startState = (): State => ({
  settings: {
    allowedDomains: [],
    blockedDomains: [],
    ownDomains: [],
    existingAccounts: 'MUST_ACCEPT',
    guestPolicy: 'REFUSE',
    namesAskedOf: 'INVITEE',
    dailyInvitationCap: 200,
    reinviteCap: 3,
    invitationLifetimeHours: 24,
  },
  retired: [],
  teams: { Sales: false },
  products: { Reports: true, Planner: true },
  people: people.map(({ role, isElsewhere, first, last }) => ({
    hasAccount: role !== undefined || isElsewhere === true,
    first: role !== undefined || isElsewhere ? first : null,
    last: role !== undefined || isElsewhere ? last : null,
    isBound: role !== undefined,
    isGuest: false,
    isStopped: false,
  })),
  members: people.flatMap(({ role }, person) =>
    role === undefined
      ? []
      : [
          {
            person,
            status: 'ACTIVE' as const,
            version: 1,
            role,
            primary: 'Sales',
            others: [],
            products: [],
            permissions: [],
          },
        ],
  ),
  invitations: [],
  acts: [],
  requests: [],
  refusals: [],
});

export const memberOf = (state: State, person: number): MemberState | undefined =>
  state.members.find((member) => member.person === person);

export const knownAs = (state: State, person: number): Person =>
  state.people[person] ?? {
    hasAccount: false,
    first: null,
    last: null,
    isBound: false,
    isGuest: false,
    isStopped: false,
  };

export const rankOf = (role: string): number => roles[role]?.rank ?? 0;
export const isAdminRole = (role: string): boolean => roles[role]?.isAdmin ?? false;

export const isScheduled = ({ status, expiresAt }: InvitationState): boolean =>
  status === 'PENDING' && expiresAt === null;
export const isExpired = ({ status, expiresAt }: InvitationState, now: number): boolean =>
  status === 'PENDING' && expiresAt !== null && expiresAt <= now;

/** The pending one of this person, else the newest. */
export const invitationOf = (state: State, person: number): InvitationState | undefined => {
  const own = state.invitations.filter((invitation) => invitation.person === person);
  return own.find(({ status }) => status === 'PENDING') ?? own.at(-1);
};

export const invitationById = (state: State, id: string): InvitationState | undefined =>
  state.invitations.find((invitation) => invitation.id === id);

/** May this person, as they stand, give this role away? */
export const mayGrant = (state: State, person: number, role: string): boolean => {
  const member = memberOf(state, person);
  if (member?.status !== 'ACTIVE' || !isAdminRole(member.role) || knownAs(state, person).isGuest) return false;
  return !state.retired.includes(role) && rankOf(role) <= rankOf(member.role);
};

export const activeTeams = (state: State): string[] =>
  Object.entries(state.teams).flatMap(([name, isArchived]) => (isArchived ? [] : [name]));

export const offeredProducts = (state: State): string[] =>
  Object.entries(state.products).flatMap(([name, isOn]) => (isOn ? [name] : []));

export const addressOf = (person: number): string => personAt(person).email;
export const domainOf = (person: number): string => addressOf(person).split('@')[1] ?? '';
export const isWithin = (domain: string, list: readonly string[]): boolean =>
  list.some((entry) => domain === entry || domain.endsWith(`.${entry}`));

/** The day of the organization that an instant falls on. */
export const dayOf = (at: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
