import pg from 'pg';

const FRAME = /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET TRANSACTION)\b/i;

export type Statement = { readonly text: string; readonly values: readonly unknown[] };

const statementOf = ([query, values]: readonly unknown[]): Statement => {
  if (typeof query === 'object' && query !== null && 'text' in query)
    return {
      text: String(query.text),
      values: 'values' in query && Array.isArray(query.values) ? query.values : listOf(values),
    };
  return { text: typeof query === 'string' ? query : '(no text)', values: listOf(values) };
};

const listOf = (values: unknown): readonly unknown[] => (Array.isArray(values) ? values : []);

/** Every SQL statement that this process sends while the work runs, with its values; BEGIN and COMMIT left out. */
export const seenStatements = async (work: () => Promise<unknown>): Promise<Statement[]> => {
  const seen: Statement[] = [];
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    const statement = statementOf(args);
    if (!FRAME.test(statement.text)) seen.push(statement);
    return Reflect.apply(original, this, args);
  } as typeof original;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = original;
  }
  return seen;
};

/** Their texts. */
export const statementsOf = async (work: () => Promise<unknown>): Promise<string[]> =>
  (await seenStatements(work)).map(({ text }) => text);
