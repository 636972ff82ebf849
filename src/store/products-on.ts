import type { ProductReads, ProductWrites } from '../ports/products.ts';
import { bind } from './bind.ts';
import type { Db } from './client.ts';
import {
  changeProduct,
  createProduct,
  findProduct,
  findProductNames,
  findProductPage,
  holdProduct,
  holdProductHolders,
  switchProduct,
} from './products.ts';

export const productReadsOn = (db: Db): ProductReads => {
  const on = bind(db);
  return {
    findProductPage: on(findProductPage),
    findProduct: on(findProduct),
    findProductNames: on(findProductNames),
  };
};

export const productWritesOn = (db: Db): ProductWrites => {
  const on = bind(db);
  return {
    holdProduct: on(holdProduct),
    createProduct: on(createProduct),
    changeProduct: on(changeProduct),
    holdProductHolders: on(holdProductHolders),
    switchProduct: on(switchProduct),
  };
};
