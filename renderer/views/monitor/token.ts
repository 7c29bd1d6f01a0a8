/** The canvas knows no custom properties: their values are read as they are now. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
