/** `Intl` formatters are slow to create and quick to use: each is created on first use and kept. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
