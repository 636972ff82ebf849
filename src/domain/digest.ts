import { type InvitationParty, type InvitationRecord, invitationState, type PendingGroup } from './invitation.ts';

/** One of the invitations that a digest names, as it was when the digest was written. */
export type DigestEntry = { readonly id: string; readonly generation: number; readonly group: PendingGroup };

/** What waits, as the digest of a working day reads it. */
export type DigestFacts = {
  readonly counts: Readonly<Record<PendingGroup, number>>;
  /** The newest of each group, in the order of the groups. */
  readonly entries: readonly DigestEntry[];
  /** A mark of all that waits and what is true of it. The same mark: nothing has changed. */
  readonly stamp: string;
};

/** What is stored with a digest, so that it can be rewritten: ids and counts. */
export type DigestContent = DigestFacts & {
  /** When it was written, in milliseconds. */
  readonly writtenAt: number;
  /** A mark of how its message looks; the same mark: nothing to edit. */
  readonly shown: string;
};

/**
 * What has become of an invitation since the digest was written. `open`: nothing that ends its buttons. `sent`: it was not
 * delivered then, and is now.
 */
export type DigestFate =
  | { readonly kind: 'open' | 'sent' }
  | { readonly kind: 'joined' | 'declined'; readonly at: Date }
  | { readonly kind: 'withdrawn' | 'reinvited'; readonly at: Date; readonly by: InvitationParty | null };

export type DigestRow = {
  readonly group: PendingGroup;
  readonly invitation: InvitationRecord;
  readonly fate: DigestFate;
};

/** The message of a working day, as it is to be shown now. */
export type Digest = {
  readonly writtenAt: Date;
  readonly counts: DigestFacts['counts'];
  readonly rows: readonly DigestRow[];
  /** Another one has taken its place: it keeps its words and loses its buttons. */
  readonly isOver: boolean;
};

/** The groups whose people need a hand: they have buttons. */
export const isInNeed = (group: PendingGroup): boolean => group === 'not_delivered' || group === 'ran_out_this_week';

const fateOf = (invitation: InvitationRecord, { generation, group }: DigestEntry, now: Date): DigestFate => {
  const { decidedAt, issuedAt, issuer, decidedBy, deliveries } = invitation;
  const at = decidedAt ?? issuedAt;
  switch (invitationState(invitation, now)) {
    case 'accepted':
      return { kind: 'joined', at };
    case 'declined':
      return { kind: 'declined', at };
    case 'withdrawn':
      return { kind: 'withdrawn', at, by: decidedBy };
    case 'scheduled':
    case 'waiting':
    case 'expired':
      if (invitation.generation !== generation) return { kind: 'reinvited', at: issuedAt, by: issuer };
      return { kind: group === 'not_delivered' && deliveries.some(({ state }) => state === 'SENT') ? 'sent' : 'open' };
  }
};

/** The rows of a digest as they stand now; what no record is left of is left out. */
export const digestRows = (
  entries: readonly DigestEntry[],
  invitations: readonly InvitationRecord[],
  now: Date,
): DigestRow[] => {
  const byId = new Map(invitations.map((invitation) => [invitation.id, invitation]));
  return entries.flatMap((entry) => {
    const invitation = byId.get(entry.id);
    return invitation ? [{ group: entry.group, invitation, fate: fateOf(invitation, entry, now) }] : [];
  });
};
