type Named = { readonly id: string; readonly name: string };

/** The one that was meant: its whole name, else a beginning that only one has. */
export const findNamed = <T extends Named>(all: readonly T[], typed: string): T | undefined => {
  const wanted = typed.trim().toLowerCase();
  const begun = all.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  return all.find(({ name }) => name.toLowerCase() === wanted) ?? (begun.length === 1 ? begun[0] : undefined);
};
