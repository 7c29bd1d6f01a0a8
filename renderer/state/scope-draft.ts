/** What a mute or maintenance is to cover: everything, whatever has one of the tags, or monitors. Pure. */
export const scopeKinds = ['all', 'tags', 'monitors'] as const;

/** Maintenance that was planned in a file can cover both tags and monitors. */
export interface ScopeDraft {
  readonly kind: (typeof scopeKinds)[number];
  tags: readonly string[];
  /** By id. */
  monitors: readonly string[];
}

/** @param monitors that are chosen already; none: everything is. */
export function blankScope(monitors: readonly string[] = []): ScopeDraft {
  return { kind: monitors.length === 0 ? 'all' : 'monitors', tags: [], monitors };
}

export function isChosen({ kind, tags, monitors }: ScopeDraft): boolean {
  return kind === 'all' || tags.length + monitors.length > 0;
}
