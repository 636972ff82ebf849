import { type PendingGroup, pendingGroups } from '../../domain/invitation.ts';

type PendingCursor = { readonly group: PendingGroup; readonly issuedAt: Date; readonly id: string };

/** The position before each page that was turned, oldest first; empty on the first page. Kept in the modal's metadata. */
export type PendingTrail = readonly PendingCursor[];

// 3,000 characters of private_metadata at some 55 a position.
const maxPages = 50;

export const encodePendingTrail = (trail: PendingTrail): string =>
  trail
    .slice(-maxPages)
    .map(({ group, issuedAt, id }) => `${pendingGroups.indexOf(group)}.${issuedAt.getTime()}.${id}`)
    .join(' ');

/** Reads what `encodePendingTrail` wrote; anything else is the first page. */
export const decodePendingTrail = (text: string): PendingTrail =>
  text.split(' ').flatMap((part) => {
    const [index = '', time = '', id = ''] = part.split('.');
    const group = pendingGroups[Number(index)];
    return group && /^\d{1,15}$/.test(time) && id ? [{ group, issuedAt: new Date(Number(time)), id }] : [];
  });
