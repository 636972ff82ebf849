import type { Block } from '../../../support/workspace/kit/blocks.ts';
import type { TableCell } from '../../../support/workspace/kit/tables.ts';
import { withEmoji } from '../emoji.ts';
import { RichText } from './rich-text.tsx';

const Cell = ({ cell }: { cell: TableCell }) =>
  cell.type === 'rich_text' ? <RichText block={cell} /> : <span>{withEmoji(cell.text)}</span>;

type TableBlock = Extract<Block, { type: 'table' | 'data_table' }>;

/** How a column stands, and whether its cells are the names of their rows. */
const columnOf = (block: TableBlock, column: number) => {
  const { align, is_wrapped: isWrapped } = ('column_settings' in block && block.column_settings?.[column]) || {};
  return {
    look: `${align ?? 'left'}${isWrapped ? '' : ' unwrapped'}`,
    isHead: 'row_header_column_index' in block && block.row_header_column_index === column,
  };
};

/** The first row of a table is its head, as Slack shows it. */
export const Table = ({ block }: { block: TableBlock }) => {
  const [head = [], ...rows] = block.rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard too
    <section class="table" aria-label={'caption' in block ? block.caption : 'Table'} tabIndex={0}>
      <table>
        {'caption' in block && <caption>{block.caption}</caption>}
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th scope="col" class={columnOf(block, column).look} key={`head/${column}`}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={`row/${index}`}>
              {row.map((cell, column) => {
                const { look, isHead } = columnOf(block, column);
                const key = `cell/${column}`;
                return isHead ? (
                  <th scope="row" class={look} key={key}>
                    <Cell cell={cell} />
                  </th>
                ) : (
                  <td class={look} key={key}>
                    <Cell cell={cell} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
