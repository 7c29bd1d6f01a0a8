/** What a mute or maintenance is to cover: everything, whatever has one of the tags, or monitors. Pure. */
export const scopeKinds = ['monitors', 'tags', 'all'] as const;

/** Maintenance that was planned in a file can cover both tags and monitors. */
export interface ScopeDraft {
  readonly kind: (typeof scopeKinds)[number];
  tags: readonly string[];
  /** By id. */
  monitors: readonly string[];
}

/** @param monitors that are chosen already. Everything is only ever chosen by hand. */
export function blankScope(monitors: readonly string[] = []): ScopeDraft {
  return { kind: 'monitors', tags: [], monitors };
}

export function isChosen({ kind, tags, monitors }: ScopeDraft): boolean {
  return kind === 'all' || tags.length + monitors.length > 0;
}
