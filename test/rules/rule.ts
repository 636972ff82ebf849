/**
 * The 45 rules of membership that Usher keeps, collected from the manuals of five products, and the tests that prove each. A proof is a
 * file below `test` and the name of a test in it as it is written there. Whoever enters one takes the rule away first and sees it fail.
 */
export type Rule = {
  readonly rule: number;
  readonly says: string;
  readonly proofs: readonly (readonly [file: string, test: string])[];
  /** What is left of the rule for later, and why. */
  readonly notYet?: string;
};
