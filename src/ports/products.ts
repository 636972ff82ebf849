import type { ProductContent, ProductDetails, ProductSummary } from '../domain/product.ts';
import type { NamePosition } from '../domain/team.ts';
import type { Page } from './records.ts';

export type ProductReads = {
  /** By name, those that are off too. */
  readonly findProductPage: (
    organizationId: string,
    position: NamePosition,
    limit: number,
  ) => Promise<Page<ProductSummary>>;
  readonly findProduct: (organizationId: string, productId: string) => Promise<ProductDetails | null>;
  readonly findProductNames: (
    organizationId: string,
  ) => Promise<readonly { readonly id: string; readonly key: string; readonly name: string }[]>;
};

export type ProductWrites = {
  /** The product, held until this transaction ends: nobody can be given it meanwhile. */
  readonly holdProduct: (organizationId: string, productId: string) => Promise<ProductDetails | null>;
  readonly createProduct: (
    organizationId: string,
    product: ProductContent & { readonly id: string; readonly key: string },
  ) => Promise<void>;
  readonly changeProduct: (organizationId: string, productId: string, content: ProductContent) => Promise<void>;
  /** Active members who have it, and the one that acts, held in the order of their ids. */
  readonly holdProductHolders: (organizationId: string, productId: string, actorId: string | null) => Promise<void>;
  /** Turns it on or off, and raises the version of every active member who has it. How many have it. */
  readonly switchProduct: (organizationId: string, productId: string, isEnabled: boolean) => Promise<number>;
};
