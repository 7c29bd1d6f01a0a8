/** Asks the engine by a call's name. The name came from outside as well, so only what the table itself holds is called. */
import type { Api } from './calls.ts';
import { refused } from './refusal.ts';
import type { Result } from './result.ts';

/**
 * @param call the group and the method: `monitors.get`. What it is given, the engine parses.
 * @returns null where there is no such call.
 */
export async function callByName(api: Api, call: string, input: unknown): Promise<Result<unknown> | null> {
  const [group = '', method = '', ...rest] = call.split('.');
  const handle = rest.length === 0 ? ownMember(ownMember(api, group), method) : undefined;
  return isCall(handle) ? handle(input) : null;
}

/** The name came from outside: no more of it is repeated than a name is long. */
export function noSuchCall(call: string): ReturnType<typeof refused> {
  return refused('no-such-call', { call: call.slice(0, 80) });
}

function ownMember(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, name)) return undefined;
  return Reflect.get(object, name);
}

function isCall(value: unknown): value is (input: unknown) => Promise<Result<unknown>> {
  return typeof value === 'function';
}
