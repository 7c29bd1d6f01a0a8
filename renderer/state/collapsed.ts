/** Which groups are collapsed, by the keys of their headings, and how that is stored: as one word. Pure. */

export function toggleKey(collapsed: readonly string[], key: string): readonly string[] {
  const others = collapsed.filter((one) => one !== key);
  return others.length < collapsed.length ? others : [...collapsed, key];
}

/** `%0Ashop=&%0Aweb=`: no key contains what it is separated by. */
export function writeKeys(collapsed: readonly string[]): string {
  return new URLSearchParams(collapsed.map((key) => [key, ''])).toString();
}

export function readKeys(stored: string): readonly string[] {
  return [...new URLSearchParams(stored).keys()];
}
