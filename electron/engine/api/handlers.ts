/**
 * The call table as it is implemented: each handler takes what its schema makes of the input (durations are
 * milliseconds, unknown fields are refused), and `openApi` puts the parsing and the last catch around all of them.
 * This is the one edge of the engine: whichever transport carries a call, it is checked here.
 */
import type { z } from 'zod';
import type { OutputOf, ParsedInputOf } from '../../contract/calls/call.ts';
import { mapCalls, type Api, type Calls } from '../../contract/calls.ts';
import { parseWith } from '../../contract/parse-input.ts';
import { fail, type Result } from '../../contract/result.ts';
import type { Logger } from '../ports.ts';
import { StoreError } from '../store/store-error.ts';

type Handler<C> = (input: ParsedInputOf<C>) => Result<OutputOf<C>> | Promise<Result<OutputOf<C>>>;

export type Handlers = {
  readonly [G in keyof Calls]: { readonly [M in keyof Calls[G]]: Handler<Calls[G][M]> };
};

type AnyHandler = (input: unknown) => Result<unknown> | Promise<Result<unknown>>;

export function openApi(handlers: Handlers, logger: Logger): Api {
  // `Handlers` says that there is one for each call, of that call's own input; a walk by name cannot say as much.
  const byName = handlers as unknown as Readonly<Record<string, Readonly<Record<string, AnyHandler>>>>;
  return mapCalls(({ input: schema }, { group, method }) => {
    const handle = byName[group]?.[method];
    if (handle === undefined) throw new Error(`nothing handles ${group}.${method}`);
    return edge(handle, { call: `${group}.${method}`, schema, logger });
  }) as Api;
}

interface EdgeOptions {
  readonly call: string;
  readonly schema: z.ZodType;
  readonly logger: Logger;
}

function edge(handle: AnyHandler, { call, schema, logger }: EdgeOptions): (input: unknown) => Promise<Result<unknown>> {
  return async (input) => {
    const parsed = parseWith(schema, input);
    if (!parsed.ok) return parsed;
    try {
      return await handle(parsed.value);
    } catch (error) {
      logger.error(`${call} failed`, { error });
      return error instanceof StoreError
        ? fail('unavailable', error.message)
        : fail('internal', 'Vigilmon met an error of its own; the log has the details');
    }
  };
}
