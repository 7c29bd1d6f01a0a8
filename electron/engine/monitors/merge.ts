/** What may be given of a record: `undefined` gives nothing, like an absent field; null is a value. */
export type Given<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** `base` with each of its fields replaced that is given. What `base` does not have is left out. */
export function merge<T extends object>(base: T, given: Given<NoInfer<T>>): T {
  const merged = { ...base };
  for (const key in base) {
    const value = given[key];
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}
