/** The call table over whatever carries a call's name and its input to the engine, and a Result back. */
import { callNames, type Api } from '../contract/api.ts';
import type { Result } from '../contract/result.ts';

export type AnyCall = (input: unknown) => Promise<Result<unknown>>;

/** @param call of `monitors.get`. */
export function buildApi(call: (name: string) => AnyCall): Api {
  const groups = Object.entries(callNames).map(([group, methods]) => [
    group,
    Object.fromEntries(methods.map((method) => [method, call(`${group}.${method}`)])),
  ]);
  // callNames is checked against Api by its own type, so every call is there; what each takes and answers, the other side checks.
  return Object.fromEntries(groups) as Api;
}

export function isResult(value: unknown): value is Result<unknown> {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  return value.ok === true ? 'value' in value : value.ok === false && 'error' in value;
}
