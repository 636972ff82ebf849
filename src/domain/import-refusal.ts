import type { ImportState } from './import.ts';

/** Why nothing was done with an import. */
export type ImportRefusal =
  | { readonly kind: 'import_unknown' }
  /** It was sent, put away or ended meanwhile. */
  | { readonly kind: 'import_decided'; readonly state: Exclude<ImportState, 'OPEN'> }
  | { readonly kind: 'import_of_nobody' }
  /** The same content is being sent at this moment. */
  | { readonly kind: 'import_under_way'; readonly title: string }
  | { readonly kind: 'import_nothing_left' };
