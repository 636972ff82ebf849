import type { KnownBlock } from '@slack/types';
import { actions, button } from './blocks.ts';

/** A page of a list that was read whole; one that is no longer there gives way to the last. */
export type ListPage<Row> = { readonly rows: readonly Row[]; readonly number: number; readonly isLast: boolean };

const ROWS = 25;

export const pageOf = <Row>(all: readonly Row[], number: number): ListPage<Row> => {
  const last = Math.max(0, Math.ceil(all.length / ROWS) - 1);
  const page = Math.min(Math.max(0, number), last);
  return { rows: all.slice(page * ROWS, (page + 1) * ROWS), number: page, isLast: page === last };
};

/** Reads the number that a page button carries; anything else is the first page. */
export const readPageNumber = (value: string): number => (/^\d{1,4}$/.test(value) ? Number(value) : 0);

export const pageButtons = (
  { number, isLast }: ListPage<unknown>,
  ids: { readonly next: string; readonly previous: string },
): KnownBlock[] => {
  const buttons = [
    ...(number > 0 ? [button({ id: ids.previous, text: 'Previous page', value: String(number - 1) })] : []),
    ...(isLast ? [] : [button({ id: ids.next, text: 'Next page', value: String(number + 1) })]),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
};
