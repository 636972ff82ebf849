import { randomBytes } from 'node:crypto';

export type Ids = {
  /** A new id such as `U0A1B2C3D4`: the prefix, then capitals and digits. */
  readonly next: (prefix: string) => string;
  /** A new unique message ts, greater than every one before it. */
  readonly ts: (nowMs: number) => string;
  readonly secret: () => string;
};

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

const randomPart = (length: number): string =>
  [...randomBytes(length)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

export const createIds = (): Ids => {
  // A running number keeps ids of one workspace distinct, the random start those of two workspaces.
  const start = randomPart(5);
  let count = 0;
  let lastMicros = 0;
  return {
    next: (prefix) => {
      count += 1;
      return `${prefix}0${start}${count.toString(36).toUpperCase().padStart(4, '0')}`;
    },
    ts: (nowMs) => {
      lastMicros = Math.max(lastMicros + 1, nowMs * 1000);
      return `${Math.floor(lastMicros / 1_000_000)}.${String(lastMicros % 1_000_000).padStart(6, '0')}`;
    },
    secret: () => randomBytes(16).toString('hex'),
  };
};
