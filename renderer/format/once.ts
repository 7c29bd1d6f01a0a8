/** Formatters of `Intl` are slow to make and quick to use: each is made at its first use and kept. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
