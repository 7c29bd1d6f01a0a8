/** Validates environment variables. Names as in POSIX; a value may hold anything but NUL. */
import { problem, type Problem } from '../../contract/problems.ts';
import type { Secret } from '../../contract/model/secret.ts';

const longestValue = 10_000;

export function variableNameProblem(name: string): Problem | null {
  return /^[A-Za-z_][A-Za-z0-9_]{0,199}$/u.test(name) ? null : problem('not-variable-name');
}

/** A hidden value was validated when it was stored. */
export function variableValueProblem(value: Secret): Problem | null {
  if (typeof value !== 'string') return null;
  if (value.length > longestValue) return problem('too-long', { most: longestValue });
  return value.includes('\0') ? problem('control-characters') : null;
}
