/** What sentences are made of: counted things and lists. */
import { formatCount } from '../../format.ts';

export function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export const countMonitors = (count: number): string => plural(count, 'monitor', 'monitors');
export const countIncidents = (count: number): string => plural(count, 'incident', 'incidents');

/** `a`, `a and b`, `a, b and c`; `word` may be `or`. */
export function listed(items: readonly string[], word = 'and'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}

export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
