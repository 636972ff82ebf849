import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rulesOfInviting } from './rules/rules-of-inviting.ts';
import { rulesOfMembership } from './rules/rules-of-membership.ts';

const rules = [...rulesOfInviting, ...rulesOfMembership];

const read = (file: string): string => {
  const url = new URL(file, import.meta.url);
  return existsSync(url) ? readFileSync(url, 'utf8') : '';
};

/** Rules whose other half is the business of something that is not there: everything else has to be proven. */
const LATER = [4, 19, 23, 27, 42, 44];

describe('the 45 rules', () => {
  it('are all there, each once, in order', () => {
    expect(rules.map(({ rule }) => rule)).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
  });

  it.each(rules)('rule $rule: $says', ({ proofs, notYet }) => {
    expect(proofs.length > 0 || notYet !== undefined).toBe(true);
    for (const [file, test] of proofs) expect(read(file).includes(test), `${file}: ${test}`).toBe(true);
  });

  it('leave for later only what belongs to something that is not there yet, and say what', () => {
    expect(rules.filter(({ notYet }) => notYet !== undefined).map(({ rule }) => rule)).toEqual(LATER);
  });
});
