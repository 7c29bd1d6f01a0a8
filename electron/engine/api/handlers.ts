/**
 * The implementation of the call table: each handler gets its input parsed by the schema (durations in milliseconds,
 * unknown fields refused), and `openApi` wraps all of them in parsing and error handling. This is the edge of the engine:
 * every call is validated here and refusals are worded here, whichever transport carries it.
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

interface ApiOptions {
  readonly logger: Logger;
  readonly wording: Wording;
}

type AnyHandler = (input: unknown) => Outcome<unknown> | Promise<Outcome<unknown>>;

export function openApi(handlers: Handlers, { logger, wording }: ApiOptions): Api {
  // `Handlers` guarantees a handler with the right input for each call; access by name loses that.
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
