/** The call table over any transport that takes a call's name and input and returns a Result. */
import type { Api } from '../contract/calls.ts';
import type { Result } from '../contract/result.ts';

export type AnyCall = (input: unknown) => Promise<Result<unknown>>;

/**
 * `api.monitors.get` is the call `monitors.get`: names come from the path of properties, so clients need neither the
 * table nor its schemas. The compiler restricts callers to the calls of `Api`.
 *
 * @param call of `monitors.get`.
 */
export function buildApi(call: (name: string) => AnyCall): Api {
  const table = byName((group) => byName((method) => call(`${group}.${method}`)));
  return table as unknown as Api;
}

function byName<T>(make: (name: string) => T): Readonly<Record<string, T>> {
  return new Proxy({}, { get: (_, name) => (typeof name === 'string' && name !== 'then' ? make(name) : undefined) });
}

export function isResult(value: unknown): value is Result<unknown> {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  return value.ok === true ? 'value' in value : value.ok === false && 'error' in value;
}
