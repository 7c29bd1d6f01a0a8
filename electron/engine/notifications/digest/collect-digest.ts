/** Collects the contents of a digest: the history of the period, and the current state. */
import type { Incident } from '../../../contract/model/history.ts';
import { severityOfNotice, type Notice } from '../../../contract/notices.ts';
import type { Backup } from '../../../contract/model/program.ts';
import type { Store } from '../../store/store.ts';
import { uptimeOf } from '../../history/uptime.ts';
import { stateOf, type MonitorEntry } from '../../runtime/monitor-entry.ts';
import { countStates } from '../../state/summary.ts';
import type { DigestIncident, DigestNotification, SomeNames } from './digest-notification.ts';

export interface DigestSources {
  readonly store: Pick<Store, 'spans' | 'incidents'>;
  readonly registry: { readonly all: () => readonly MonitorEntry[] };
  /** Newest first. */
  readonly backups: () => readonly Backup[];
  /** Worst first. */
  readonly notices: () => readonly Notice[];
}

export interface Period {
  readonly from: number;
  readonly to: number;
}

const longestShown = 5;
const namesShown = 10;
/** Monitors read at once; between slices the thread serves others. */
const slice = 100;

export async function collectDigest(
  period: Period,
  { store, registry, backups, notices }: DigestSources,
): Promise<DigestNotification> {
  const known = await knownTime(period, store, registry.all());
  const all = registry.all();
  const { count, longest } = store.incidents.ofPeriod({ ...period, longest: longestShown });
  const counted = Object.entries(countStates(all.map(stateOf))).filter(([, number]) => number > 0);
  return {
    event: 'digest',
    ...period,
    states: Object.fromEntries(counted),
    uptime: share(known.upMs, known.upMs + known.downMs),
    coverage: share(known.upMs + known.downMs, known.allMs),
    incidents: count,
    longest: longest.map((incident) => digestIncident(incident, period)),
    muted: namesOf(all.filter(({ muted }) => muted !== null)),
    uncovered: namesOf(all.filter(({ uncovered }) => uncovered)),
    backedUpAt: backups()[0]?.at ?? null,
    notices: notices().filter((notice) => severityOfNotice(notice) !== 'info'),
  };
}

interface KnownTime {
  readonly upMs: number;
  readonly downMs: number;
  readonly allMs: number;
}

async function knownTime({ from, to }: Period, { spans }: Pick<Store, 'spans'>, all: readonly MonitorEntry[]) {
  let known: KnownTime = { upMs: 0, downMs: 0, allMs: 0 };
  for (let next = 0; next < all.length; next += slice) {
    for (const { stream } of all.slice(next, next + slice)) {
      const { upMs, downMs } = uptimeOf({ spans: spans.between(stream, from, to), from, to, incidents: 0 });
      known = { upMs: known.upMs + upMs, downMs: known.downMs + downMs, allMs: known.allMs + to - from };
    }
    await new Promise(setImmediate);
  }
  return known;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function digestIncident(incident: Incident, { from, to }: Period): DigestIncident {
  const { monitorName, startedAt, endedAt, failure } = incident;
  const lastedMs = Math.min(endedAt ?? to, to) - Math.max(startedAt, from);
  const isOpen = endedAt === null || endedAt > to;
  return { monitorName, lastedMs, isOpen, reason: { code: 'failure', facts: failure } };
}

function namesOf(entries: readonly MonitorEntry[]): SomeNames {
  const names = entries.map(({ monitor }) => monitor.name);
  return { names: names.slice(0, namesShown), more: Math.max(0, names.length - namesShown) };
}
