/** What using locations means: what they see, and what their services count. Pure. */

/** Whether an address has a query, which often holds a token. */
export function hasQuery(url: string): boolean {
  return /^[^#]*\?[^#]/.test(url);
}
