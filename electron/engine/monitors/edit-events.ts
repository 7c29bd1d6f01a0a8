/** What an edit is remembered as. Pure. */
import type { AnnotationEvent } from '../../contract/model/annotation.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';

/** Not the user's: `source` says who wrote it last. */
const unmentioned: ReadonlySet<string> = new Set(['source', 'enabled']);

/** Empty: nothing has changed. */
export function editEvents(before: Monitor, after: Monitor): readonly AnnotationEvent[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const fields = [...names].filter(
    (name) => !unmentioned.has(name) && !isSame(valueOf(before, name), valueOf(after, name)),
  );
  return [
    ...(fields.length === 0 ? [] : [{ type: 'edited', fields } as const]),
    ...(before.enabled === after.enabled ? [] : [{ type: after.enabled ? 'resumed' : 'paused' } as const]),
  ];
}

function valueOf(monitor: Monitor, name: string): unknown {
  return (monitor as Readonly<Record<string, unknown>>)[name];
}

/** Whatever the order of the keys. */
function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
