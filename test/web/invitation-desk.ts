import type { AcceptedNames, InvitationPages, InvitationView, OpenInvitation } from '../../src/web/invitation-pages.ts';

export const INVITATION_ID = '019a9c1e-5b2d-7c3a-8f10-0a1b2c3d4e5f';
export const TOKEN = 'AZqcHlstfDqPEAobLD1OXwAAAAHk3v1cZ7Vw2b9nQ4x8sT6y';

export const anOpenInvitation = (overrides: Partial<OpenInvitation> = {}): OpenInvitation => ({
  state: 'open',
  invitationId: INVITATION_ID,
  organizationName: 'Acme',
  inviterName: 'Ada Lovelace',
  address: 'grace.hopper@example.com',
  zone: 'Europe/Berlin',
  supportContact: null,
  stopped: false,
  roleName: 'Member',
  roleDescription: 'Can create, edit and manage content.',
  primaryTeamName: 'Sales',
  otherTeamNames: ['Research'],
  productNames: ['Calls', 'Sequences'],
  note: null,
  firstName: null,
  lastName: null,
  expiresAt: new Date('2026-11-22T13:02:00Z'),
  ...overrides,
});

export type Desk = InvitationPages & {
  current: InvitationView;
  /** Every call that a real service would write for, in order. */
  readonly writes: {
    readonly what: string;
    readonly names?: AcceptedNames;
    readonly stop?: boolean;
    readonly requestId?: string;
  }[];
};

/** One invitation behind one token, kept in memory: the port as a service would behave. */
export function invitationDesk(view: InvitationView = anOpenInvitation()): Desk {
  const known = (token: string): InvitationView => (token === TOKEN ? desk.current : { state: 'unknown' });
  const desk: Desk = {
    current: view,
    writes: [],
    openLink: async (token) => (token === TOKEN ? { kind: 'known', invitationId: INVITATION_ID } : { kind: 'unknown' }),
    view: async (token) => known(token),
    noteOpened: async () => void desk.writes.push({ what: 'noteOpened' }),
    accept: async (token, names, requestId) => {
      desk.writes.push({ what: 'accept', names, requestId });
      const current = known(token);
      if (current.state === 'unknown') return { kind: 'unknown' };
      if (current.state !== 'open') return { kind: 'not_open' };
      const { note, lastName, expiresAt, ...kept } = current;
      desk.current = {
        ...kept,
        state: 'used',
        firstName: names.firstName ?? current.firstName,
        joinedAt: new Date('2026-11-21T14:00:00Z'),
        productName: 'Acme Calls',
        productUrl: 'https://calls.example.com/',
        gettingStartedUrl: 'https://example.com/start',
      };
      return { kind: 'joined' };
    },
    decline: async (token, { stop }, requestId) => {
      desk.writes.push({ what: 'decline', stop, requestId });
      const current = known(token);
      if (current.state === 'unknown') return { kind: 'unknown' };
      if (current.state !== 'open') return { kind: 'not_open' };
      desk.current = { ...current, state: 'declined', stopped: stop, declinedAt: new Date('2026-11-21T14:00:00Z') };
      return { kind: 'declined' };
    },
    askForNewLink: async (token, requestId) => {
      desk.writes.push({ what: 'ask', requestId });
      const current = known(token);
      if (current.state === 'unknown') return { kind: 'unknown' };
      if (current.state !== 'expired') return { kind: 'not_needed' };
      const at = current.askedAt ?? new Date('2026-11-23T09:30:00Z');
      desk.current = { ...current, askedAt: at, canAsk: false };
      return { kind: 'asked', at };
    },
    stop: async (token, requestId) => {
      desk.writes.push({ what: 'stop', requestId });
      const current = known(token);
      if (current.state === 'unknown') return { kind: 'unknown' };
      desk.current = { ...current, stopped: true };
      return { kind: 'stopped' };
    },
    allow: async (token, requestId) => {
      desk.writes.push({ what: 'allow', requestId });
      const current = known(token);
      if (current.state === 'unknown') return { kind: 'unknown' };
      desk.current = { ...current, stopped: false };
      return { kind: 'allowed' };
    },
  };
  return desk;
}
