/** A byte order mark may come first. @returns null where a program printed something else, or nothing. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
}
