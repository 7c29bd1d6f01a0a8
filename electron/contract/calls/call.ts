/**
 * One entry of the call table: the schema of its input and the type of its output. Everything else (the name, the type
 * of the handler, the clients) derives from its place in the table.
 */
import { z } from 'zod';

/**
 * Over HTTP, `anyone` is whoever has the token. `window` is the program's own window: the page where there is no desktop,
 * else only the application's. `application` is refused over HTTP, whatever the token.
 */
export type Callers = 'anyone' | 'window' | 'application';

export interface Call<Input extends z.ZodType, Output> {
  readonly input: Input;
  readonly callers: Callers;
  /** For the compiler alone; there is never a value. */
  readonly output?: Output;
}

/** `takes(byId).answers<Monitor>()` */
export function takes<Input extends z.ZodType>(input: Input) {
  const answering = (callers: Callers) => ({
    answers: <Output>(): Call<Input, Output> => ({ input, callers }),
  });
  return { ...answering('anyone'), fromWindow: answering('window'), fromApplication: answering('application') };
}

/** What a caller passes: durations may be text. */
export type InputOf<C> = C extends Call<infer Input, unknown> ? z.input<Input> : never;
/** What a handler gets: durations are milliseconds. */
export type ParsedInputOf<C> = C extends Call<infer Input, unknown> ? z.output<Input> : never;
export type OutputOf<C> = C extends Call<z.ZodType, infer Output> ? Output : never;

// --- Shapes shared by several calls ----------------------------------------------------------------

export const id = z.string();
export const atMs = z.number().int();
/** The input of calls without one: `undefined` or `{}`. */
export const nothing = z.strictObject({}).optional();
export const byId = z.strictObject({ id });
export const byNumber = z.strictObject({ id: z.number().int() });
export const byMonitor = z.strictObject({ monitorId: id });
/** `before` is the `next` of the page before. */
export const paging = { before: z.number().int().optional(), limit: z.number().int().min(1).max(500).optional() };
export const ofMonitorBetween = { monitorId: id, from: atMs, to: atMs };
