/**
 * The call table as it is implemented: each handler takes what its schema makes of the input (durations are
 * milliseconds, unknown fields are refused), and `openApi` puts the parsing and the last catch around all of them.
 * This is the one edge of the engine: whichever transport carries a call, it is checked here.
 */
import type { z } from 'zod';
import { callNames, type Api } from '../../contract/api.ts';
import { parseInput } from '../../contract/parse-input.ts';
import { fail, type Result } from '../../contract/result.ts';
import type { callSchemas } from '../../contract/schemas.ts';
import type { Logger } from '../ports.ts';
import { StoreError } from '../store/store-error.ts';

type Schemas = typeof callSchemas;
type Parsed<S> = S extends z.ZodType ? z.output<S> : never;
type Answer<C> = C extends (input: never) => Promise<infer R> ? R : never;

export type Handlers = {
  readonly [G in keyof Api]: {
    readonly [M in keyof Api[G]]: (
      input: Parsed<Schemas[G][M & keyof Schemas[G]]>,
    ) => Answer<Api[G][M]> | Promise<Answer<Api[G][M]>>;
  };
};

type AnyHandler = (input: unknown) => unknown;

export function openApi(handlers: Handlers, logger: Logger): Api {
  const api: Record<string, Record<string, AnyHandler>> = {};
  for (const [group, methods] of Object.entries(callNames)) {
    const named = handlers[group as keyof Api] as Record<string, AnyHandler>;
    api[group] = Object.fromEntries(
      methods.map((method) => [method, edge(`${group}.${method}`, named[method] as AnyHandler, logger)]),
    );
  }
  return api as unknown as Api;
}

function edge(call: string, handle: AnyHandler, logger: Logger): (input: unknown) => Promise<Result<unknown>> {
  return async (input) => {
    const parsed = parseInput(call, input);
    if (!parsed.ok) return parsed;
    try {
      return (await handle(parsed.value)) as Result<unknown>;
    } catch (error) {
      logger.error(`${call} failed`, { error });
      return error instanceof StoreError
        ? fail('unavailable', error.message)
        : fail('internal', 'Vigilmon met an error of its own; the log has the details');
    }
  };
}
