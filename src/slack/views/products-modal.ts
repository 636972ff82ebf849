import type { KnownBlock, ModalView } from '@slack/types';
import type { ProductSummary } from '../../domain/product.ts';
import { countLimit, listedCountLimit, type NamePosition } from '../../domain/team.ts';
import type { ProductList } from '../../services/list-products.ts';
import { countText } from '../count-text.ts';
import { count } from '../plural.ts';
import type { Wording } from '../wording.ts';
import { actions, button, section } from './blocks.ts';
import { messageModal } from './message-modal.ts';

const PRODUCTS_MODAL = 'products_modal';
export const PRODUCT_ADD = 'product_add';
export const PRODUCT_MANAGE = 'product_manage';
export const PRODUCTS_NEXT = 'products_next';
export const PRODUCTS_PREVIOUS = 'products_previous';

/** The products by name. `notice`: what was just done, above them. */
export const productsModal = (
  list: ProductList,
  position: NamePosition,
  wording: Wording,
  notice: readonly string[] = [],
): ModalView => ({
  ...messageModal('Products', [
    ...(notice.length > 0 ? [section(notice)] : []),
    actions(button({ id: PRODUCT_ADD, text: 'Add a product', style: 'primary' })),
    ...(list.rows.length > 0 ? list.rows.map((row) => rowBlock(row, wording)) : [section(emptyText)]),
    ...pageButtons(list),
  ]),
  callback_id: PRODUCTS_MODAL,
  private_metadata: JSON.stringify(position),
});

const emptyText = [
  'There are no products yet. A product is something that members may use: only what is on here can be given to them.',
  'Add the first one above. It can be preset for everybody who is invited, or for a team.',
];

/** What a product is used for, as the list and its form say it; `limit`: up to where it was counted. */
export const productFacts = (
  { isEnabled, isDefault, holders, pending, teams }: ProductSummary,
  limit = countLimit,
): string =>
  [
    ...(isEnabled ? [] : ['off: nobody has access']),
    holders === 0 ? 'nobody has it yet' : countText(holders, 'person has it', 'people have it', limit),
    ...(pending > 0 ? [countText(pending, 'pending invitation', 'pending invitations', limit)] : []),
    ...(isDefault ? ['preset for everybody'] : []),
    ...(teams > 0 ? [`preset of ${count(teams, 'team', 'teams')}`] : []),
  ].join(' · ');

const rowBlock = (product: ProductSummary, { pen }: Wording): KnownBlock =>
  section(
    [`${pen.strong(product.name)} ${pen.code(product.key)}`, productFacts(product, listedCountLimit)],
    button({ id: PRODUCT_MANAGE, text: 'Manage', value: product.id, label: `Manage ${product.name}` }),
  );

const pageButtons = ({ rows, hasNext, hasPrevious }: ProductList): KnownBlock[] => {
  const [first, last] = [rows[0], rows.at(-1)];
  const buttons = [
    ...(hasPrevious && first ? [button({ id: PRODUCTS_PREVIOUS, text: 'Previous page', value: first.id })] : []),
    ...(hasNext && last ? [button({ id: PRODUCTS_NEXT, text: 'Next page', value: last.id })] : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
};
