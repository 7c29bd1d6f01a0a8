/** Ids are made from names once and stay the same when the name changes. */
export const idPattern = /^[a-z0-9-]{1,64}$/;

const longest = 64;

/** `Shop API (EU)` -> `shop-api-eu`; empty for a name without a Latin letter or digit. */
function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, '-').slice(0, longest);
  return slug.replace(/^-+|-+$/g, '');
}

interface IdContext {
  readonly taken: ReadonlySet<string>;
  /** For a name that yields no slug. */
  readonly fallback: string;
}

/** The slug, or if taken the first free one of `slug-2`, `slug-3`... */
export function freeId(name: string, { taken, fallback }: IdContext): string {
  const slug = slugOf(name) || fallback;
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? '' : `-${String(count)}`;
    const id = slug.slice(0, longest - suffix.length) + suffix;
    if (!taken.has(id)) return id;
  }
}
