import type { Block } from '../../../support/workspace/kit/blocks.ts';
import type { TableCell } from '../../../support/workspace/kit/tables.ts';
import { RichText } from './rich-text.tsx';

const Cell = ({ cell }: { cell: TableCell }) =>
  cell.type === 'rich_text' ? <RichText block={cell} /> : <span>{cell.text}</span>;

/** The first row of a table is its head, as Slack shows it. */
export const Table = ({ block }: { block: Extract<Block, { type: 'table' | 'data_table' }> }) => {
  const [head = [], ...rows] = block.rows;
  return (
    <table>
      {'caption' in block && <caption>{block.caption}</caption>}
      <thead>
        <tr>
          {head.map((cell, index) => (
            <th scope="col" key={`head/${index}`}>
              <Cell cell={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={`row/${index}`}>
            {row.map((cell, column) => (
              <td key={`cell/${column}`}>
                <Cell cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
