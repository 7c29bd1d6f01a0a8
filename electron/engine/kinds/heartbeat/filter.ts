/**
 * What a ping counts as. A monitor may ignore everything but POST, and read a plain success by the words in its body:
 * failure first, then start, then success. An ignored ping is kept as a log entry. Words are compared as they are written.
 */
import type { PingKind } from '../../../contract/model/history.ts';

export interface PingFilter {
  readonly onlyPost: boolean;
  readonly failWords: readonly string[];
  readonly startWords: readonly string[];
  readonly successWords: readonly string[];
}

interface FilteredPing {
  readonly kind: PingKind;
  readonly exitCode: number | null;
  readonly isPost?: boolean | undefined;
  readonly body: string;
}

export function countedKind({ kind, exitCode, isPost = true, body }: FilteredPing, filter: PingFilter): PingKind {
  if (filter.onlyPost && !isPost) return 'log';
  // What the address says is no matter of words.
  if (kind !== 'success' || exitCode !== null) return kind;
  const hasOne = (words: readonly string[]): boolean => words.some((word) => body.includes(word));
  if (hasOne(filter.failWords)) return 'fail';
  if (hasOne(filter.startWords)) return 'start';
  return filter.successWords.length === 0 || hasOne(filter.successWords) ? 'success' : 'log';
}
