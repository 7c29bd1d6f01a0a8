/** Asks the engine by a call's name. The name came from outside as well, so only what the table itself holds is called. */
import type { Api } from './calls.ts';
import { fail, type Result } from './result.ts';

/** @param call the group and the method: `monitors.get`. What it is given, the engine parses. */
export async function callByName(api: Api, call: string, input: unknown): Promise<Result<unknown>> {
  const [group = '', method = '', ...rest] = call.split('.');
  const handle = rest.length === 0 ? ownMember(ownMember(api, group), method) : undefined;
  return isCall(handle) ? handle(input) : fail('not-found', `there is no call ${JSON.stringify(call.slice(0, 80))}`);
}

function ownMember(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, name)) return undefined;
  return Reflect.get(object, name);
}

function isCall(value: unknown): value is (input: unknown) => Promise<Result<unknown>> {
  return typeof value === 'function';
}
