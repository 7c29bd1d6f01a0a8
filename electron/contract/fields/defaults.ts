/** The default values of described fields. */
import type { Fields, ValuesOf } from './field.ts';

/** Fields without a default are required, or derived from others. */
type DefaultsOf<F> = Pick<
  ValuesOf<F>,
  { [K in keyof F]: F[K] extends { readonly default: unknown } ? K : never }[keyof F]
>;

export function defaultsOf<F extends Fields>(fields: F): DefaultsOf<F> {
  const defaults = Object.entries(fields).flatMap(([name, field]) =>
    field.default === undefined ? [] : [[name, field.default] as const],
  );
  return Object.fromEntries(defaults) as DefaultsOf<F>;
}
