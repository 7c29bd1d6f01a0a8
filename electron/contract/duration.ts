/** Durations as people write them: a whole number and one unit, `500ms`, `30s`, `5m`, `1h`, `2d`. */
const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof units;

/** @returns milliseconds, or null where the text is not a duration. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,12})(ms|s|m|h|d)$/.exec(text.trim());
  if (match === null) return null;
  return Number(match[1]) * units[match[2] as Unit];
}

/** The shortest text that `parseDuration` reads back to the same number: 90000 -> `90s`, 300000 -> `5m`. */
export function formatDuration(ms: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    if (ms !== 0 && ms % units[unit] === 0) return `${String(ms / units[unit])}${unit}`;
  }
  return ms === 0 ? '0s' : `${String(ms)}ms`;
}
