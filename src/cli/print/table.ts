import { printable } from './printable.js';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  /** Numbers stand better to the right. */
  readonly right?: boolean;
}

/** Two spaces between the columns, a title line above; nothing is cut off, and no line ends in spaces. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): readonly string[] {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ cell }) => printable(cell(row)))),
  ];
  const widths = columns.map((_, index) =>
    cells.reduce((most, line) => Math.max(most, width(line[index])), 0),
  );
  return cells.map((line) =>
    line
      .map((cell, index) => padded(cell, widths[index] ?? 0, columns[index]?.right === true))
      .join('  ')
      .trimEnd(),
  );
}

/** `name  value` lines with the values below each other; those without a value are left out. */
export function fields(entries: readonly (readonly [string, string | undefined])[]): readonly string[] {
  const present = entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  const longest = present.reduce((most, [name]) => Math.max(most, width(name)), 0);
  return present.map(([name, value]) => `${padded(name, longest, false)}  ${value}`);
}

export const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const ASCII = /^[ -~]*$/;
const graphemes = new Intl.Segmenter();

/** Characters as a reader counts them. */
const width = (text = ''): number => (ASCII.test(text) ? text.length : [...graphemes.segment(text)].length);

const padded = (text: string, to: number, right: boolean): string => {
  const spaces = ' '.repeat(Math.max(0, to - width(text)));
  return right ? spaces + text : text + spaces;
};
