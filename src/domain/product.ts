import { done, type Result, refused } from './result.ts';

/** One product. Counts are of active members, and end at `listedCountLimit` in a list, at `countLimit` on its own screen. */
export type ProductSummary = {
  readonly id: string;
  /** What the product itself is told in `active_access`: it never changes. */
  readonly key: string;
  readonly name: string;
  readonly isEnabled: boolean;
  /** Preset when somebody is invited into a team without products of its own, or into none. */
  readonly isDefault: boolean;
  readonly holders: number;
  readonly pending: number;
  /** Teams in use that preset it. */
  readonly teams: number;
};

/** A product as its own screens show it. */
export type ProductDetails = ProductSummary & {
  /** Invite links that bring it, since their team presets it, or everybody is given it. */
  readonly links: number;
};

export type ProductContent = { readonly name: string; readonly isDefault: boolean };

export type ProductRefusal =
  | { readonly kind: 'product_name_taken'; readonly name: string }
  | { readonly kind: 'product_key_taken'; readonly key: string; readonly name: string }
  | { readonly kind: 'product_gone' }
  | { readonly kind: 'product_changed'; readonly name: string };

/** Characters of a key. */
export const maxKeyLength = 40;

/** Lower-case letters, digits and single dashes between them: it stands in other systems. */
export const checkKey = (text: string): Result<string, { readonly kind: 'key_malformed' }> => {
  const key = text.trim().toLowerCase();
  return key.length <= maxKeyLength && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(key)
    ? done(key)
    : refused({ kind: 'key_malformed' });
};

/** A key made of a name, or an empty text where the name has no letter that a key may have. */
export const keyOfName = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxKeyLength)
    .replace(/^-+|-+$/g, '');
