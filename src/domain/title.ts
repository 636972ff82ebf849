import { characterCount, cleanLine } from './clean-text.ts';
import { done, type Result, refused } from './result.ts';

/** Characters, for the name of a team or a product. */
export const maxTitleLength = 60;

export type TitleRefusal =
  | { readonly kind: 'title_missing' }
  | { readonly kind: 'title_too_long'; readonly max: number }
  | { readonly kind: 'title_has_link' };

/** What an admin calls a team or a product, on one line. `Booking.com` is a name; an address with a scheme is none. */
export const checkTitle = (text: string): Result<string, TitleRefusal> => {
  const title = cleanLine(text);
  if (title === '') return refused({ kind: 'title_missing' });
  if (characterCount(title) > maxTitleLength) return refused({ kind: 'title_too_long', max: maxTitleLength });
  return title.includes('://') ? refused({ kind: 'title_has_link' }) : done(title);
};

/** Two titles with one key are one name to whoever reads them. Not SQL's lower(), which under the locale C leaves É as it is. */
export const titleKey = (title: string): string => title.normalize('NFC').toLowerCase();
