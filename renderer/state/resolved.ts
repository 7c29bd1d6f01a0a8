/** Resolved incidents by monitor: one that flaps has one row. Pure. */
import type { WordedIncident } from '../../electron/contract/worded.ts';

export interface ResolvedOnMonitor {
  /** The one that was resolved last. */
  readonly latest: WordedIncident;
  readonly count: number;
}

/** Of incidents resolved since the given time; the latest first. @param except monitors that are listed already. */
export function resolvedSince(
  incidents: readonly WordedIncident[],
  since: number,
  except: ReadonlySet<string>,
): readonly ResolvedOnMonitor[] {
  const endOf = ({ endedAt }: WordedIncident): number => endedAt ?? -Infinity;
  const byMonitor = new Map<string, ResolvedOnMonitor>();
  for (const latest of [...incidents].sort((a, b) => endOf(b) - endOf(a))) {
    if (endOf(latest) < since || except.has(latest.monitorId)) continue;
    const known = byMonitor.get(latest.monitorId);
    byMonitor.set(latest.monitorId, known === undefined ? { latest, count: 1 } : { ...known, count: known.count + 1 });
  }
  return [...byMonitor.values()];
}
