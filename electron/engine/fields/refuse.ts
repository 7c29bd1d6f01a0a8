/** Problems with fields as the result of a call. An id that is taken, and nothing else wrong, is a conflict. */
import type { Problems } from '../../contract/problems.ts';
import { invalid, type Result } from '../../contract/result.ts';
import { describeProblem } from '../wording/en/problems.ts';

export function refuse(problems: Problems): Result<never> {
  const entries = Object.entries(problems);
  const refused = invalid(Object.fromEntries(entries.map(([path, found]) => [path, describeProblem(found)])));
  const isConflict = entries.length === 1 && entries[0]?.[1].code === 'id-taken';
  return isConflict && !refused.ok ? { ok: false, error: { ...refused.error, code: 'conflict' } } : refused;
}
