import type { ActRefusal } from '../domain/act-refusal.ts';
import type { GrantRefusal } from '../domain/grant-refusal.ts';
import { wordRefusal } from './refusal-texts.ts';
import type { Wording } from './wording.ts';

export const wordGrantOrAct = (refusal: GrantRefusal | ActRefusal, wording: Wording): string => {
  const { pen } = wording;
  switch (refusal.kind) {
    case 'permission_gone':
      return 'This permission is gone. Nothing was changed.';
    case 'permission_is_sensitive':
      return `${pen.say(refusal.permission)} is sensitive now: it is given by itself, with a confirmation. Nothing was changed.`;
    case 'permission_not_sensitive':
      return `${pen.say(refusal.permission)} is not sensitive any more: it is given with the others. Nothing was changed.`;
    case 'template_gone':
      return 'This template is gone. Nothing was changed.';
    default:
      return wordRefusal(refusal, wording);
  }
};
