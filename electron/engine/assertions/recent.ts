/** What is costly to make and asked for again at each check (patterns, paths) is kept: the most recently used ones. */
export function recently<T>(make: (key: string) => T, capacity = 1_000): (key: string) => T {
  const kept = new Map<string, T>();
  return (key) => {
    const known = kept.get(key);
    const value = known ?? make(key);
    kept.delete(key);
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}
