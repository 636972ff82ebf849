import type { Deps } from '../deps.ts';
import type { ProductSummary } from '../domain/product.ts';
import type { NamePosition } from '../domain/team.ts';
import type { ActorContext } from '../ports/records.ts';

export type ProductList = {
  readonly rows: readonly ProductSummary[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
};

const ROWS = 25;

/** One page of products by name. */
export const listProducts = async (
  deps: Pick<Deps, 'store'>,
  context: ActorContext,
  position: NamePosition,
): Promise<ProductList> => {
  const { rows, hasMore } = await deps.store.findProductPage(context.organization.id, position, ROWS);
  if (rows.length === 0 && position !== null) return listProducts(deps, context, null);
  const isGoingBack = position !== null && 'before' in position;
  return { rows, hasNext: isGoingBack || hasMore, hasPrevious: isGoingBack ? hasMore : position !== null };
};
