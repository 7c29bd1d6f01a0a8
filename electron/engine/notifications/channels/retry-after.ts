/** When a service takes messages again, by its headers. */
import type { IncomingHttpHeaders } from 'node:http';

const longestMs = 900_000;

/** `Retry-After`: whole seconds or a date (RFC 9110, 10.2.3), at most 15 minutes; undefined if it cannot be read. */
export function retryAfterMs(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  const ms = /^\s*\d{1,9}\s*$/u.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), longestMs) : undefined;
}

/**
 * Discord's headers, sent with accepted messages as well: https://discord.com/developers/docs/topics/rate-limits
 * @returns until the next message may be sent; undefined: more are left, or the service does not say.
 */
export function usedUpMs(headers: IncomingHttpHeaders): number | undefined {
  const [left, seconds] = [headers['x-ratelimit-remaining'], headers['x-ratelimit-reset-after']];
  if (left !== '0' || typeof seconds !== 'string' || !/^\d{1,6}(?:\.\d+)?$/u.test(seconds)) return undefined;
  return Math.min(Math.ceil(Number(seconds) * 1_000), longestMs);
}
