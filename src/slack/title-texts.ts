import type { TitleRefusal } from '../domain/title.ts';

/** Why a name of a team or product is not taken, under its field. */
export const wordTitle = (refusal: TitleRefusal): string => {
  switch (refusal.kind) {
    case 'title_missing':
      return 'Give it a name.';
    case 'title_too_long':
      return `That is more than ${refusal.max} characters. Shorten it.`;
    case 'title_has_link':
      return 'A name can’t be a link. Leave the address out.';
  }
};
