/** The link that a screen shows: the invitation and which of its links. A button carries it, so a stale one is recognised. */
export type ShownLink = { readonly id: string; readonly generation: number };

export const encodeLink = (id: string, generation: number): string => `${id}.${generation}`;

/** Undefined for anything that `encodeLink` did not write. */
export const decodeLink = (value: string): ShownLink | undefined => {
  const [, id, generation] = /^([\da-f-]{36})\.(\d{1,9})$/.exec(value) ?? [];
  return id && generation ? { id, generation: Number(generation) } : undefined;
};
