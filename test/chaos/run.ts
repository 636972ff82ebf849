import type { Build } from '../support/main-process.ts';

/** What came of one run: how often each outcome was seen, what was measured, and what must never be. */
export type Tally = {
  readonly rounds: number;
  readonly seen: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
  /** In the words of a line: `slowest answer 412 ms`. */
  readonly measured?: readonly string[];
};

/** What all runs share, made when the first one needs it. */
export type Ground = {
  /** Usher as `npm start` runs it. */
  readonly build: () => Promise<Build>;
  /** A database of its own, migrated or empty, for those that are not about Usher's own PostgreSQL. */
  readonly database: (options?: { readonly empty: boolean }) => Promise<string>;
};

export type Run = {
  /** For `--only`. */
  readonly name: string;
  /** What is done, and what must come of it. */
  readonly about: string;
  readonly rounds: number;
  readonly play: (ground: Ground, rounds: number) => Promise<Tally>;
};

/** Counts while a run goes on. */
export type Counter = {
  readonly see: (outcome: string, times?: number) => void;
  readonly violate: (what: string) => void;
  readonly measure: (line: string) => void;
  readonly tally: (rounds: number) => Tally;
};

export const startCounting = (): Counter => {
  const seen: Record<string, number> = {};
  const violations: string[] = [];
  const measured: string[] = [];
  return {
    see: (outcome, times = 1) => {
      seen[outcome] = (seen[outcome] ?? 0) + times;
    },
    violate: (what) => void violations.push(what),
    measure: (line) => void measured.push(line),
    tally: (rounds) => ({ rounds, seen, violations, measured }),
  };
};

/** `slowest 412 ms, median 103 ms`. */
export const spread = (milliseconds: readonly number[]): string => {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return `median ${at(0.5)} ms, slowest ${at(1)} ms`;
};
