/** Null: not a URL. */
export function parseUrl(text: string, base?: URL): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null; // the constructor throws for anything that is not a URL
  }
}
