import type { Figure, Measured } from './figures.ts';

const number = (value: number): string => {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

const cellsOf = ({ name, figure, unit, against, ratio, target, met, range }: Measured): string[] => [
  met ? '✓' : '✗',
  name,
  `${number(figure)} ${unit}`,
  against === null ? '' : `${number(against)} ${unit}`,
  ratio === null ? '' : `${number(ratio)} x`,
  `${number(range[0])} - ${number(range[1])}`,
  ratio === null ? `${number(target)} ${unit}` : `${number(target)} x`,
];

const HEAD = ['', 'what', 'figure', 'against', 'ratio', 'range', 'to reach'];

/** One figure as it comes, before the widths of the table are known. */
export const lineOf = (figure: Measured): string => cellsOf(figure).filter(Boolean).join('  ');

/** A table for a terminal; each line ends without blanks. */
export const tableOf = (figures: readonly Measured[]): string => {
  const rows = [HEAD, ...figures.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)));
  return rows.map((row) => line(row).join('  ').trimEnd()).join('\n');
};

/** What `--json` writes: nothing but the figures, so that two runs can be compared by a program. */
export const jsonOf = (figures: readonly Measured[]): string => {
  const plain = figures.map(
    ({ range: _, ...figure }): Figure => ({
      ...figure,
      figure: rounded(figure.figure),
      against: figure.against === null ? null : rounded(figure.against),
      ratio: figure.ratio === null ? null : rounded(figure.ratio),
    }),
  );
  return `${JSON.stringify(plain, null, 2)}\n`;
};

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
