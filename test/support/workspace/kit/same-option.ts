import { isDeepStrictEqual } from 'node:util';

/** Slack asks that an initial option matches an offered one exactly, description included. */
export const sameOption =
  (one: object) =>
  (other: object): boolean =>
    isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
