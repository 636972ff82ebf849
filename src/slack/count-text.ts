import { countLimit } from '../domain/team.ts';
import { count } from './plural.ts';

/** `1 person`, `3 people`, and `over 1,000 people` where nobody counted further. */
export const countText = (n: number, one: string, other: string): string =>
  n > countLimit ? `over ${countLimit.toLocaleString('en')} ${other}` : count(n, one, other);
