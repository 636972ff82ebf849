import type { ProductRefusal } from '../domain/product.ts';
import { maxKeyLength } from '../domain/product.ts';
import type { Wording } from './wording.ts';

export const wordProduct = (refusal: ProductRefusal, { pen }: Wording): string => {
  switch (refusal.kind) {
    case 'product_name_taken':
      return `There is a product called ${pen.say(refusal.name)} already. Choose another name.`;
    case 'product_key_taken':
      return `${pen.say(refusal.name)} has the key ${pen.say(refusal.key)} already. Choose another key.`;
    case 'product_gone':
      return 'This product is not there. Nothing was changed.';
    case 'product_changed':
      return `Somebody changed ${pen.say(refusal.name)} while this form was open, so nothing was written over it. This is how it is now.`;
  }
};

export const keyMalformedText = `A key has up to ${maxKeyLength} lower-case letters, digits and dashes, such as atlas or atlas-pro.`;
