import type { Finding, FindingCode } from '../domain/doctor/finding.ts';
import { span } from './durations.ts';
import { count } from './plural.ts';
import type { Wording } from './wording.ts';

/** A finding as people read it: what is wrong, what that means for people, and the next step. */
export type Told = { readonly what: string; readonly means: string; readonly fix: string };

/** The same words for Slack and for a terminal, which shows a channel by its id. */
export type DoctorWording = Wording & { readonly channel: (id: string) => string };

type Of<Code, Each = Finding> = Each extends { readonly code: infer Codes }
  ? Code extends Codes
    ? Each
    : never
  : never;

/** Words for findings of these codes. */
export type Tellers<Codes extends FindingCode> = {
  readonly [Code in Codes]: (finding: Of<Code>, words: DoctorWording) => Told;
};

export const told = (what: string, means: string, fix: string): Told => ({ what, means, fix });

/** `40 seconds`, `3 minutes`, `5 days`: nobody mends anything by more than that. */
export const roughly = (seconds: number): string => {
  const all = Math.abs(seconds);
  return all < 60 ? count(all, 'second', 'seconds') : span(all * 1000);
};
