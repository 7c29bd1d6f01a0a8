/** Some fields of a record. `undefined` is the same as an absent field; null is a value. */
export type Given<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** `base` with the given fields replaced. Fields that `base` does not have are ignored. */
export function merge<T extends object>(base: T, given: Given<NoInfer<T>>): T {
  const merged = { ...base };
  for (const key in base) {
    const value = given[key];
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}
