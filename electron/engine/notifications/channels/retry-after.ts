/** `Retry-After`: whole seconds or a date (RFC 9110, 10.2.3), at most 15 minutes; undefined if it cannot be read. */
const longestMs = 900_000;

export function retryAfterMs(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  const ms = /^\s*\d{1,9}\s*$/u.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), longestMs) : undefined;
}
