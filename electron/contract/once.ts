/** Made on first use, and kept: `Intl` formatters are slow to create and quick to use. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
