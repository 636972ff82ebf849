import { type CommandToken, shown } from './command-tokens.ts';

/** Values as typed; what roles, teams and statuses there are is not known here. */
export type ListFilters = { readonly role?: string; readonly team?: string; readonly status?: string };

/** What `list` is asked for. */
export type ListRequest = { readonly kind: 'list'; readonly query: string; readonly filters: ListFilters };

const isFilterKey = (key: string): key is keyof ListFilters => key === 'role' || key === 'team' || key === 'status';

/** Reads `smi role:admin team:"Big Sales"`: filters anywhere, the rest is searched for. */
export const parseList = (rest: readonly CommandToken[]): ListRequest => {
  const query: string[] = [];
  const filters: { -readonly [Key in keyof ListFilters]: string } = {};
  let openKey: keyof ListFilters | null = null;
  for (const token of rest) {
    const text = shown(token);
    const [before = '', after = ''] = token.kind === 'filter' ? [token.key, token.value] : text.split(/:(.*)/su);
    const key: string = before.toLowerCase();
    if (openKey) {
      // `role: admin`, with a space.
      filters[openKey] = text;
      openKey = null;
    } else if (isFilterKey(key) && text.includes(':')) {
      if (after === '') openKey = key;
      else filters[key] = after;
    } else if (text !== '') query.push(text);
  }
  return { kind: 'list', query: query.join(' '), filters };
};
