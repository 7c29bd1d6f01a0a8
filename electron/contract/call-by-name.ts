/** Calls the engine by a call's name. The name comes from outside, so only the table's own members are called. */
import { calls, type Api } from './calls.ts';
import { refused } from './refusal.ts';
import type { Result } from './result.ts';

/**
 * @param call the group and the method: `monitors.get`. The engine parses the input.
 * @returns null where there is no such call.
 */
export async function callByName(api: Api, call: string, input: unknown): Promise<Result<unknown> | null> {
  const [group = '', method = '', ...rest] = call.split('.');
  const handle = rest.length === 0 ? ownMember(ownMember(api, group), method) : undefined;
  return isCall(handle) ? handle(input) : null;
}

/** Whether a host answers the call over HTTP. One that does not exist is, to be refused as such. */
export function isOverHttp(call: string, host: 'desktop' | 'headless'): boolean {
  const [group = '', method = ''] = call.split('.');
  const callers = ownMember(ownMember(ownMember(calls, group), method), 'callers');
  return callers !== 'application' && !(callers === 'window' && host === 'desktop');
}

/** The name comes from outside, so it is cut to a plausible length. */
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
