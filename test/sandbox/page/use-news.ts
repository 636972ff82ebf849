import { useEffect, useState } from 'preact/hooks';
import type { Sight } from '../sight.ts';

/** What came in where the person who looks has not looked since. */
export type News = {
  /** When this browser first looked at this sandbox, in milliseconds by its clock. */
  readonly since: number;
  /** How many messages or mails are new to them at a place. */
  readonly countAt: (place: string) => number;
  /** Up to when they have seen what is at a place. */
  readonly seenAt: (place: string) => number;
  /** Whether Usher wrote to somebody who has not looked since. */
  readonly waitsFor: (person: string) => boolean;
};

type Kept = { readonly since: number; readonly seen: Readonly<Record<string, number>> };

const KEY = 'usher-sandbox-seen';

/** What was noted in this tab; not of a sandbox whose clock was ahead of this one, which was another. */
const read = (now: number): Kept => {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
  const isOfThis = kept && [kept.since, ...Object.values(kept.seen)].every((at) => at <= now);
  return isOfThis ? kept : { since: now, seen: {} };
};

/** The mailbox is everybody's, as the inbox is; channels are looked at by each person for themselves. */
const keyOf = (place: string, { me, direct }: Sight): string => {
  if (place === 'inbox') return place;
  return place === direct ? `${me}/direct` : `${me}/${place}`;
};

const arrivals = (place: string, { me, mails, messages }: Sight): number[] =>
  place === 'inbox'
    ? mails.map(({ at }) => at)
    : (messages[place] ?? []).filter(({ user }) => user !== me).map(({ ts }) => Number(ts) * 1000);

export const useNews = (sight: Sight, where: string): News => {
  const [kept, setKept] = useState(() => read(sight.now));
  // Whom Usher has written to before anybody looked sees it as new; a channel has always been there.
  const seenAt = (place: string): number => kept.seen[keyOf(place, sight)] ?? (place === sight.direct ? 0 : kept.since);
  const newest = Math.max(0, ...arrivals(where, sight));
  useEffect(() => {
    const next = { ...kept, seen: { ...kept.seen, [keyOf(where, sight)]: Math.max(newest, seenAt(where)) } };
    sessionStorage.setItem(KEY, JSON.stringify(next));
    setKept(next);
  }, [where, newest]);
  return {
    since: kept.since,
    seenAt,
    countAt: (place) => (place === where ? 0 : arrivals(place, sight).filter((at) => at > seenAt(place)).length),
    waitsFor: (person) =>
      person !== sight.me &&
      (sight.people.find(({ id }) => id === person)?.toldAt ?? 0) > (kept.seen[`${person}/direct`] ?? 0),
  };
};
