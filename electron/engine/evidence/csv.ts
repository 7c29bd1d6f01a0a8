/** CSV as in RFC 4180, for spreadsheets: no text is taken for a formula. Pure. */
export type Cell = string | number | null;

/** Null: an empty cell. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');
}

/** What spreadsheets take for the beginning of a formula. */
const formula = /^[=+\-@\t\r]/u;

function written(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
