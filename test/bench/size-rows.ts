import { compared, inTurn, type Measured, millisecondsOf } from './figures.ts';
import type { Side } from './sides.ts';

/** Something that an organization of any size does alike; `prepare` is not measured. */
export type SizeRow<Prepared = unknown> = {
  readonly name: string;
  readonly prepare?: (side: Side) => Promise<Prepared>;
  readonly act: (side: Side, prepared: Prepared) => Promise<unknown>;
};

/** "1.5 x of 1,000 members": pages and acts alike. */
const TARGET = 1.5;

/** Lets the types of one row meet, whatever it prepares. */
export const sizeRow = <Prepared>(row: SizeRow<Prepared>): SizeRow => row as SizeRow;

/** The large organization against the small one, in turn. Each sample is the mean of a few, of which none is the first. */
export const measureSize = async (
  row: SizeRow,
  { large, small }: { readonly large: Side; readonly small: Side },
  { pairs, repeats }: { readonly pairs: number; readonly repeats: number },
): Promise<Measured> => {
  const sample = (side: Side) => async (): Promise<number> => {
    let total = 0;
    for (let n = 0; n < repeats; n += 1) {
      const prepared = await row.prepare?.(side);
      total += await millisecondsOf(() => row.act(side, prepared));
    }
    return total / repeats;
  };
  // Caches, prepared statements and compiled code are warm on both sides before anything counts.
  await sample(small)();
  await sample(large)();
  return compared(row.name, 'ms', await inTurn(pairs, sample(large), sample(small)), TARGET);
};
