/** What the demo prints: who did what, and what they saw, as somebody watching over their shoulders would tell it. */
export type Transcript = {
  readonly chapter: (title: string) => void;
  readonly does: (who: string, what: string) => void;
  /** What a screen showed, indented under where it was shown. */
  readonly shows: (where: string, text: string) => void;
  /** A thing that has to be so; it is printed either way. */
  readonly expect: (isSo: boolean, what: string) => void;
  readonly failures: () => readonly string[];
};

export const createTranscript = (print: (line: string) => void): Transcript => {
  const failures: string[] = [];
  let chapters = 0;
  return {
    chapter: (title) => {
      chapters += 1;
      print(`\n━━ ${chapters}. ${title} ${'━'.repeat(Math.max(0, 76 - title.length))}`);
    },
    does: (who, what) => print(`\n${who} ▸ ${what}`),
    shows: (where, text) => {
      print(`  ┌ ${where}`);
      for (const line of text.trim().split('\n')) print(`  │ ${line}`);
    },
    expect: (isSo, what) => {
      print(`  ${isSo ? '✓' : '✗'} ${what}`);
      if (!isSo) failures.push(what);
    },
    failures: () => failures,
  };
};
