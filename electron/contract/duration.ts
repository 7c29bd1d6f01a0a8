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

const described = [
  ['d', units.d],
  ['h', units.h],
  ['min', units.m],
  ['s', units.s],
] as const;

/**
 * For people, in the two largest units, truncated: `4 min 12 s`, `2 h 5 min`, `3 d 4 h`, `6 min`. Below ten
 * seconds with a tenth (`1.5 s`), below one in milliseconds.
 */
export function describeDuration(ms: number): string {
  const whole = Math.max(0, Math.floor(ms));
  if (whole > 0 && whole < units.s) return `${String(whole)} ms`;
  if (whole < 10 * units.s) return `${String(Math.floor(whole / 100) / 10)} s`;
  const parts: string[] = [];
  let rest = whole;
  for (const [name, size] of described.slice(described.findIndex((unit) => whole >= unit[1])).slice(0, 2)) {
    if (rest >= size) parts.push(`${String(Math.floor(rest / size))} ${name}`);
    rest %= size;
  }
  return parts.join(' ');
}
