import pg from 'pg';

/** How many statements of this process are under way: Usher runs in it. An interaction is acked long before its work is done. */
export type DatabaseActivity = { readonly running: () => number };

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

let running = 0;

const began = (): (() => void) => {
  let isOver = false;
  running += 1;
  return () => {
    if (!isOver) running -= 1;
    isOver = true;
  };
};

/** A statement ends with its callback, its promise, or for pg's own query objects with the event `end`. */
const counted = (query: Query): Query =>
  function (...args) {
    const over = began();
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      args[args.length - 1] = (...results: unknown[]) => {
        over();
        return callback(...results);
      };
    }
    const result = query.apply(this, args);
    if (result instanceof Promise) result.then(over, over);
    else if (typeof callback !== 'function') over();
    return result;
  };

let isWatching = false;

/** Counts from now on, for as long as the process lives. */
export const watchDatabase = (): DatabaseActivity => {
  if (!isWatching) {
    isWatching = true;
    const prototype = pg.Client.prototype as unknown as { query: Query };
    prototype.query = counted(prototype.query);
  }
  return { running: () => running };
};
