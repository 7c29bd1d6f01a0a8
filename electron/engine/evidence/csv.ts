/**
 * CSV as in RFC 4180, for spreadsheets: it begins with the mark by which Excel knows UTF-8, and no text is taken for a
 * formula. Pure.
 */
export type Cell = string | number | null;

const byteOrderMark = '\uFEFF';

/** Null: an empty cell. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return byteOrderMark + rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');
}

/** What spreadsheets take for the beginning of a formula, with the wide characters of East Asian ones. */
const formula = /^[=+\-@＝＋－＠\t\r\n]/u;

function written(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
