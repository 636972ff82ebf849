import type { ModalView } from '@slack/types';
import type { NamePosition } from '../../domain/team.ts';
import { listProducts } from '../../services/list-products.ts';
import type { Turn } from '../interaction.ts';
import { wordProduct } from '../product-texts.ts';
import { type FilledProduct, productModal } from '../views/product-modal.ts';
import { productSwitchModal } from '../views/product-switch-modal.ts';
import { productsModal } from '../views/products-modal.ts';
import { refusalModal } from '../views/refusal-surfaces.ts';

export const productsScreen = async (
  { edge, context, words }: Turn,
  position: NamePosition = null,
  notice: readonly string[] = [],
): Promise<{ readonly view: ModalView }> => ({
  view: productsModal(await listProducts(edge.deps, context, position), position, words, notice),
});

const find = ({ edge, context }: Turn, productId: string) =>
  edge.deps.store.findProduct(context.organization.id, productId);

const gone = ({ words }: Turn): ModalView => refusalModal(wordProduct({ kind: 'product_gone' }, words));

/** The form of one product as it is now; of a new one without an id. */
export const productForm = async (
  turn: Turn,
  productId: string | null,
  position: NamePosition,
  filled?: FilledProduct,
  problems: readonly string[] = [],
): Promise<ModalView> => {
  const product = productId === null ? null : await find(turn, productId);
  if (productId !== null && !product) return gone(turn);
  return productModal({ product, position }, filled, problems);
};

/** What turning it on or off comes to, by the counts of now. */
export const productSwitchScreen = async (
  turn: Turn,
  productId: string | null,
  position: NamePosition,
): Promise<ModalView> => {
  const product = productId === null ? null : await find(turn, productId);
  return product ? productSwitchModal(product, position, turn.words) : gone(turn);
};
