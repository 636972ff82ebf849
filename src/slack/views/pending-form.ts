import { z } from 'zod';
import { decodeLink, encodeLink, type ShownLink } from './link-value.ts';
import { decodePendingTrail, encodePendingTrail, type PendingTrail } from './pending-trail.ts';

/** What a form about one pending invitation carries: ids and positions only, all of it read again when it is sent. */
export type PendingForm = {
  /** The invitation, and which of its links the screen showed. */
  readonly link: ShownLink;
  /** The page of the pending screen below, to be drawn anew; null where another screen lies below, or none. */
  readonly trail: PendingTrail | null;
  /** `termsStamp` of the terms that the form started from, where it has any. */
  readonly stamp?: string;
};

// 3,000 characters of metadata: some 55 for a page, 100 for the rest.
const maxPages = 45;

export const encodePendingForm = ({ link, trail, stamp }: PendingForm): string =>
  JSON.stringify({
    link: encodeLink(link.id, link.generation),
    ...(stamp && { stamp }),
    ...(trail && { trail: encodePendingTrail(trail.slice(-maxPages)) }),
  });

const schema = z.object({ link: z.string(), stamp: z.string().optional(), trail: z.string().optional() });

/** @throws for what `encodePendingForm` did not write: nobody but us writes there */
export const decodePendingForm = (metadata: string): PendingForm => {
  const { link, stamp, trail } = schema.parse(JSON.parse(metadata));
  const shown = decodeLink(link);
  if (!shown) throw new Error('The form names no invitation.');
  return { link: shown, trail: trail === undefined ? null : decodePendingTrail(trail), ...(stamp && { stamp }) };
};
