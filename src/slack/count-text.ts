import { countLimit } from '../domain/team.ts';
import { count } from './plural.ts';

/** `1 person`, `3 people`, and `over 1,000 people` where nobody counted further than the limit. */
export const countText = (n: number, one: string, other: string, limit = countLimit): string =>
  n > limit ? `over ${limit.toLocaleString('en')} ${other}` : count(n, one, other);
