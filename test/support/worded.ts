/** What is refused inside, in the words that it has at the edge. */
import type { Outcome } from '../../electron/contract/refusal.ts';
import type { AppError, Result } from '../../electron/contract/result.ts';
import { en } from '../../electron/engine/wording/en.ts';
import { wordError } from '../../electron/engine/wording/word-error.ts';

export type Answered<T> = Outcome<T> | Result<T>;

export function worded<T>(answered: Answered<T>): Result<T> {
  return answered.ok ? answered : { ok: false, error: errorIn(answered) };
}

function errorIn({ error }: Extract<Answered<never>, { ok: false }>): AppError {
  return 'reason' in error ? wordError(error, en) : error;
}
