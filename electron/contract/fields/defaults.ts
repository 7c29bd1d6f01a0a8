/** What a record of described fields is where nothing else was said. */
import type { Fields, ValuesOf } from './field.ts';

/** Those that have a value of their own; the others are required, or derived from what is given. */
export type DefaultsOf<F> = Pick<
  ValuesOf<F>,
  { [K in keyof F]: F[K] extends { readonly default: unknown } ? K : never }[keyof F]
>;

export function defaultsOf<F extends Fields>(fields: F): DefaultsOf<F> {
  const defaults = Object.entries(fields).flatMap(([name, field]) =>
    field.default === undefined ? [] : [[name, field.default] as const],
  );
  return Object.fromEntries(defaults) as DefaultsOf<F>;
}
