/** Where a dragged row of a list would land, and how far the others move. Pure. */
export interface Drag {
  readonly from: number;
  readonly to: number;
  readonly startY: number;
  readonly distance: number;
  /** Their positions when the drag began. */
  readonly rows: readonly { readonly top: number; readonly height: number }[];
}

/** It takes a row's place once its middle has passed that row's middle. */
export function dropPlace({ from, rows }: Pick<Drag, 'from' | 'rows'>, distance: number): number {
  const middle = middleOf(rows[from]) + distance;
  const above = rows.filter((row, index) => index !== from && middleOf(row) < middle).length;
  return Math.max(0, Math.min(rows.length - 1, above));
}

export function rowShift({ from, to, distance, rows }: Drag, index: number): number {
  if (index === from) return distance;
  const height = rows[from]?.height ?? 0;
  if (index > from && index <= to) return -height;
  return index < from && index >= to ? height : 0;
}

function middleOf(row: Drag['rows'][number] | undefined): number {
  return row === undefined ? 0 : row.top + row.height / 2;
}
