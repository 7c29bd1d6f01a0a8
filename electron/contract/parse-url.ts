/** Null: it is no URL. */
export function parseUrl(text: string, base?: URL): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null; // what the constructor throws for whatever is no URL
  }
}
