/**
 * The call table as it is implemented: each handler takes what its schema makes of the input (durations are
 * milliseconds, unknown fields are refused), and `openApi` puts the parsing and the last catch around all of them.
 * This is the one edge of the engine: whichever transport carries a call, it is checked here, and what is refused gets
 * its words here.
 */
import type { z } from 'zod';
import type { OutputOf, ParsedInputOf } from '../../contract/calls/call.ts';
import { mapCalls, type Api, type Calls } from '../../contract/calls.ts';
import { parseWith } from '../../contract/parse-input.ts';
import type { Outcome } from '../../contract/refusal.ts';
import type { Result } from '../../contract/result.ts';
import type { Logger } from '../ports.ts';
import { refusedBy } from '../store/store-error.ts';
import { wordOutcome } from '../wording/word-error.ts';
import type { Wording } from '../wording/wording.ts';

type Handler<C> = (input: ParsedInputOf<C>) => Outcome<OutputOf<C>> | Promise<Outcome<OutputOf<C>>>;

export type Handlers = {
  readonly [G in keyof Calls]: { readonly [M in keyof Calls[G]]: Handler<Calls[G][M]> };
};

export interface ApiOptions {
  readonly logger: Logger;
  readonly wording: Wording;
}

type AnyHandler = (input: unknown) => Outcome<unknown> | Promise<Outcome<unknown>>;

export function openApi(handlers: Handlers, { logger, wording }: ApiOptions): Api {
  // `Handlers` says that there is one for each call, of that call's own input; a walk by name cannot say as much.
  const byName = handlers as unknown as Readonly<Record<string, Readonly<Record<string, AnyHandler>>>>;
  return mapCalls(({ input: schema }, { group, method }) => {
    const handle = byName[group]?.[method];
    if (handle === undefined) throw new Error(`nothing handles ${group}.${method}`);
    const outcome = guarded(handle, { call: `${group}.${method}`, schema, logger });
    return async (input: unknown): Promise<Result<unknown>> => wordOutcome(await outcome(input), wording);
  }) as Api;
}

interface GuardOptions {
  readonly call: string;
  readonly schema: z.ZodType;
  readonly logger: Logger;
}

function guarded(
  handle: AnyHandler,
  { call, schema, logger }: GuardOptions,
): (input: unknown) => Promise<Outcome<unknown>> {
  return async (input) => {
    const parsed = parseWith(schema, input);
    if (!parsed.ok) return parsed;
    try {
      return await handle(parsed.value);
    } catch (error) {
      logger.error(`${call} failed`, { error });
      return refusedBy(error);
    }
  };
}
