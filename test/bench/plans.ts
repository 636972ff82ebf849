import pg from 'pg';
import { seenStatements } from '../support/statements.ts';
import type { Side } from './sides.ts';
import type { SizeRow } from './size-rows.ts';

/** Tables that grow with the organization: reading much of one from end to end is never a good plan. */
const GROWING =
  /Seq Scan on (?:public\.)?(membership|account|invitation|audit_event|delivery|membership_product)\b[^\n]*?(?:actual time=\S+ rows=([\d.]+) loops=(\d+)[^\n]*)?\n(?:[^\n]*Filter:[^\n]*\n[^\n]*Rows Removed by Filter: (\d+))?/g;
// A count that ends at a thousand may read them in any order.
const MUCH = 5_000;

export type Plan = { readonly row: string; readonly statement: string; readonly plan: string };

/**
 * How PostgreSQL does what a row asks for, at the size of this side: each statement explained with the values that it was sent
 * with, in a transaction that is rolled back.
 */
export const plansOf = async (row: SizeRow, side: Side): Promise<Plan[]> => {
  const prepared = await row.prepare?.(side);
  const statements = await seenStatements(() => row.act(side, prepared));
  const client = new pg.Client(side.services.url);
  await client.connect();
  try {
    const plans: Plan[] = [];
    for (const { text, values } of statements) {
      if (!/^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b/i.test(text)) continue;
      await client.query('BEGIN');
      const { rows } = await client
        .query<Record<string, string>>(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, [...values])
        // What the act has done already, such as accepting, a second time breaks a rule of the database: it has no plan.
        .catch((error: Error) => ({ rows: [{ '': `(not explained: ${error.message})` }] }));
      await client.query('ROLLBACK');
      plans.push({ row: row.name, statement: text, plan: rows.map((line) => Object.values(line)[0]).join('\n') });
    }
    return plans;
  } finally {
    await client.end();
  }
};

/** `row: table` for each plan that reads much of a growing table. */
export const wholeTables = (plans: readonly Plan[]): string[] => [
  ...new Set(plans.flatMap(({ row, plan }) => tablesRead(`${plan}\n`).map((table) => `${row}: ${table}`))),
];

const tablesRead = (plan: string): string[] =>
  [...plan.matchAll(GROWING)].flatMap(([, table = '', rows = 'Infinity', loops = '1', removed = '0']) =>
    (Number(rows) + Number(removed)) * Number(loops) > MUCH ? [table] : [],
  );

export const planText = ({ row, statement, plan }: Plan): string =>
  `── ${row}\n${statement.replaceAll(/\s+/g, ' ').trim()}\n\n${plan}\n`;
