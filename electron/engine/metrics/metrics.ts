/**
 * The metrics of all monitors and of the program itself. They are read from memory at the time of a scrape, and written
 * chunk by chunk, so that a scrape of ten thousand monitors holds up nothing else.
 */
import { monitorStates, type Connection } from '../../contract/model/state.ts';
import type { Clock } from '../ports.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import { countStates } from '../state/summary.ts';
import type { Wording } from '../wording/wording.ts';
import { checkSeries, type CheckSeries } from './check-series.ts';
import { exposition, joined, labels, type Family, type MetricsFormat, type Sample } from './exposition.ts';
import { isKnown, sampleOf, type MonitorSample } from './monitor-sample.ts';

interface MetricsOptions {
  readonly registry: Pick<MonitorRegistry, 'all'>;
  readonly connection: () => Connection;
  readonly clock: Pick<Clock, 'now'>;
  readonly version: string;
  readonly wording: Wording;
}

type MetricName = keyof Wording['metrics'];

export function openMetrics(options: MetricsOptions): (format: MetricsFormat) => Iterable<string> {
  const { registry, clock } = options;
  const describe = (given: Omit<Family, 'help' | 'type' | 'unit' | 'name'> & Described): Family => ({
    type: 'gauge',
    unit: null,
    help: options.wording.metrics[given.name],
    ...given,
  });
  return (format) => {
    const nowMs = clock.now();
    const monitors = registry.all().map((entry) => sampleOf(entry, nowMs));
    const described = [...probeFamilies(monitors), ...monitorFamilies(monitors), ...programFamilies(monitors, options)];
    return exposition(described.map(describe), format);
  };
}

interface Described {
  readonly name: MetricName;
  readonly type?: Family['type'];
  readonly unit?: Family['unit'];
  readonly samples: Iterable<Sample>;
}

function probeFamilies(monitors: readonly MonitorSample[]): readonly Described[] {
  return checkSeries.map((series) => ({
    name: series.name,
    unit: series.unit,
    samples: checkSamples(monitors, series),
  }));
}

function* checkSamples(monitors: readonly MonitorSample[], { read }: CheckSeries): Generator<Sample, void> {
  for (const { checks } of monitors) {
    for (const one of checks) yield* readings(one.labels, read(one.check));
  }
}

function* readings(own: string, read: ReturnType<CheckSeries['read']>): Generator<Sample, void> {
  if (read === null) return;
  if (typeof read === 'number') yield { labels: own, value: read };
  else for (const { label, value } of read) yield { labels: joined(own, label), value };
}

function monitorFamilies(monitors: readonly MonitorSample[]): readonly Described[] {
  const known = (value: (state: MonitorSample['state']) => boolean) =>
    samples(monitors, ({ state }) => (isKnown(state) ? Number(value(state)) : null));
  return [
    { name: 'vigilmon_monitor_up', samples: known((state) => state !== 'down') },
    { name: 'vigilmon_monitor_degraded', samples: known((state) => state === 'degraded') },
    {
      name: 'vigilmon_monitor_last_check_timestamp_seconds',
      unit: 'seconds',
      samples: samples(monitors, ({ lastCheckAt }) => lastCheckAt),
    },
    {
      name: 'vigilmon_heartbeat_deadline_timestamp_seconds',
      unit: 'seconds',
      samples: samples(monitors, ({ deadlineAt }) => deadlineAt),
    },
    { name: 'vigilmon_monitor_info', type: 'info', samples: infos(monitors) },
  ];
}

function* samples(
  monitors: readonly MonitorSample[],
  read: (monitor: MonitorSample) => number | null,
): Generator<Sample, void> {
  for (const monitor of monitors) {
    const value = read(monitor);
    if (value !== null) yield { labels: monitor.labels, value };
  }
}

function* infos(monitors: readonly MonitorSample[]): Generator<Sample, void> {
  for (const { monitor, labels: own } of monitors) {
    const { name, kind, severity, tags } = monitor;
    yield { labels: joined(own, labels({ name, kind, severity, tags: betweenCommas(tags) })), value: 1 };
  }
}

/** As Prometheus' own service discovery writes lists, so that `,shop,` finds a whole tag. */
function betweenCommas(tags: readonly string[]): string {
  return tags.length === 0 ? '' : `,${tags.join(',')},`;
}

function programFamilies(
  monitors: readonly MonitorSample[],
  { version, connection, clock }: MetricsOptions,
): readonly Described[] {
  const { user, system } = process.cpuUsage();
  const counts = countStates(monitors.map(({ state }) => state));
  const one = (value: number, own = ''): readonly Sample[] => [{ labels: own, value }];
  return [
    {
      name: 'vigilmon_monitors',
      samples: monitorStates.map((state) => ({ labels: labels({ state }), value: counts[state] })),
    },
    { name: 'vigilmon_online', samples: one(Number(connection() === 'online')) },
    { name: 'vigilmon_build_info', type: 'info', samples: one(1, labels({ version })) },
    {
      name: 'process_start_time_seconds',
      unit: 'seconds',
      samples: one(Math.round(clock.now() / 1_000 - process.uptime())),
    },
    { name: 'process_cpu_seconds_total', type: 'counter', unit: 'seconds', samples: one((user + system) / 1_000_000) },
    { name: 'process_resident_memory_bytes', unit: 'bytes', samples: one(process.memoryUsage.rss()) },
  ];
}
