type Named = { readonly name: string };

/** Names as they are compared: in any case, however an accent was written. */
const foldName = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** The one that was meant: its whole name, else a beginning that only one has. */
export const findNamed = <T extends Named>(all: readonly T[], typed: string): T | undefined => {
  const wanted = foldName(typed);
  const begun = all.filter(({ name }) => foldName(name).startsWith(wanted));
  return all.find(({ name }) => foldName(name) === wanted) ?? (begun.length === 1 ? begun[0] : undefined);
};

/** Those whose name has the piece that is typed, the ones that begin with it first. */
export const namedLike = <T extends Named>(all: readonly T[], typed: string): T[] => {
  const wanted = foldName(typed);
  const having = all.filter(({ name }) => foldName(name).includes(wanted));
  const begins = ({ name }: T): boolean => foldName(name).startsWith(wanted);
  return [...having.filter(begins), ...having.filter((each) => !begins(each))];
};
