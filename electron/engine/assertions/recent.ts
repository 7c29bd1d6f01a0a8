/** Caches the most recently used values that are costly to make and needed by each check (patterns, paths). */
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
