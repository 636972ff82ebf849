import { z } from 'zod';
import { identifier } from './composition.ts';
import { richText } from './rich-text.ts';

const rawText = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) });
const rawNumber = z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) });
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richText]);

// docs.slack.dev, table and data table: 10,000 characters over all cells of a table.
const TABLE_CHARACTERS = 10_000;
const charactersOf = (rows: unknown[][]): number =>
  rows.flat().reduce<number>(
    (sum, one) =>
      sum +
      (JSON.stringify(one)
        .match(/"text":"((?:[^"\\]|\\.)*)"/g)
        ?.join('').length ?? 0),
    0,
  );
const fits = (rows: unknown[][]): boolean => charactersOf(rows) <= TABLE_CHARACTERS;
const TOO_LONG = `must be less than ${TABLE_CHARACTERS + 1} characters over all cells`;

export const table = z.strictObject({
  type: z.literal('table'),
  block_id: identifier,
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100).refine(fits, TOO_LONG),
  column_settings: z
    .array(
      z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() }),
    )
    .max(20)
    .optional(),
});

export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    block_id: identifier,
    caption: z.string().min(1),
    rows: z.array(z.array(cell).min(1).max(20)).min(2).max(101).refine(fits, TOO_LONG),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .refine(({ rows }) => rows.every((row) => row.length === rows[0]?.length), {
    message: 'must have the same number of values in every row',
    path: ['rows'],
  })
  .refine(({ rows }) => rows[0]?.every((one) => one.type !== 'rich_text'), {
    message: 'header cells cannot be rich_text',
    path: ['rows', 0],
  });

export type TableCell = z.infer<typeof cell>;
