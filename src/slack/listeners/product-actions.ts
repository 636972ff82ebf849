import { z } from 'zod';
import type { NamePosition } from '../../domain/team.ts';
import type { Click } from '../click.ts';
import type { ClickDoor } from '../run-click.ts';
import { decodeNamePosition } from '../views/name-position.ts';
import { PRODUCT_SWITCH, readProductMetadata } from '../views/product-modal.ts';
import { PRODUCT_ADD, PRODUCT_MANAGE, PRODUCTS_NEXT, PRODUCTS_PREVIOUS } from '../views/products-modal.ts';
import { productForm, productSwitchScreen, productsScreen } from './product-screens.ts';

const positionOf = ({ modal }: Click): NamePosition => decodeNamePosition(modal?.metadata ?? '');

/** The form carries the page of the list below it. */
const positionUnder = ({ modal }: Click): NamePosition => {
  try {
    return readProductMetadata(modal?.metadata ?? '').position;
  } catch {
    return null;
  }
};

// Of no product.
const nothing = '00000000-0000-0000-0000-000000000000';

const idIn = ({ value }: Click): string => (z.uuid().safeParse(value).success ? value : nothing);

const turnTo = (position: (id: string) => NamePosition): ClickDoor => ({
  may: 'products',
  shows: 'here',
  run: async (turn, click) => ({ redraw: async () => (await productsScreen(turn, position(idIn(click)))).view }),
});

export const productClicks: Readonly<Record<string, ClickDoor>> = {
  [PRODUCT_ADD]: {
    may: 'products',
    shows: 'window',
    next: 'products',
    run: async (turn, click) => ({ view: await productForm(turn, null, positionOf(click)) }),
  },
  [PRODUCT_MANAGE]: {
    may: 'products',
    shows: 'window',
    next: 'products',
    run: async (turn, click) => ({ view: await productForm(turn, idIn(click), positionOf(click)) }),
  },
  [PRODUCT_SWITCH]: {
    may: 'products',
    shows: 'here',
    run: async (turn, click) => ({ redraw: () => productSwitchScreen(turn, idIn(click), positionUnder(click)) }),
  },
  [PRODUCTS_NEXT]: turnTo((id) => ({ after: id })),
  [PRODUCTS_PREVIOUS]: turnTo((id) => ({ before: id })),
};
