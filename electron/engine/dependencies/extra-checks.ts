/** Checks monitors out of turn, where an outage waits for what they show. */
import type { Clock } from '../ports.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import { ancestorsOf } from './graph.ts';
import { isUnchecked } from './standing.ts';

interface ExtraChecks {
  /** Of all that a failing monitor depends on, unless they were checked since its first failure. */
  readonly ofDependencies: (entry: MonitorEntry) => void;
  readonly of: (entry: MonitorEntry) => void;
}

interface ExtraChecksOptions {
  readonly registry: Pick<MonitorRegistry, 'find'>;
  readonly clock: Clock;
  readonly check: (entry: MonitorEntry) => Promise<unknown>;
  readonly isRunning: () => boolean;
  readonly onEnd: () => void;
}

export function openExtraChecks({ registry, clock, check, isRunning, onEnd }: ExtraChecksOptions): ExtraChecks {
  const underWay = new Set<MonitorEntry>();

  /** @param sinceMs one that began earlier says nothing: another follows it. */
  function checkNow(entry: MonitorEntry, sinceMs = 0): void {
    if (underWay.has(entry)) return;
    underWay.add(entry);
    const isStale = (): boolean => isRunning() && (entry.lastCheckAt ?? 0) < sinceMs;
    void check(entry)
      .then(() => (isStale() ? check(entry) : null))
      .finally(() => {
        underWay.delete(entry);
        onEnd();
      });
  }

  return {
    ofDependencies(entry) {
      const { firstFailureAt, detectedAt } = entry.tracking;
      if (firstFailureAt === null || detectedAt === null) return;
      const outage = { startedAt: firstFailureAt, detectedAt };
      for (const ancestor of ancestorsOf(entry.monitor, registry.find)) {
        if (isUnchecked(ancestor, outage, clock.now())) checkNow(ancestor, outage.startedAt);
      }
    },
    of: (entry) => checkNow(entry),
  };
}
