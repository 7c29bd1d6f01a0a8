/**
 * Reads what is stored of the monitors into the registry when the program starts. With a thousand of them that takes a
 * while, so it is done in slices, between which the thread serves whoever else lives in it: the window, which starts
 * at the same time and asks for its files.
 */
import { definitionOf } from '../../contract/monitors/registry.ts';
import type { OpenSecrets } from './secrets.ts';
import type { Store } from '../store/store.ts';
import type { MonitorRegistry, Past } from './monitor-registry.ts';
import { newestCheck, recentLimit, type RecentChecks } from '../../contract/model/recent-checks.ts';
import type { MonitorRecord } from '../store/monitor-repository.ts';
import { mainFigureOf, registrationEnd } from './monitor-entry.ts';

const slice = 50;

/** @returns the records as they are stored. */
export async function fillRegistry(
  registry: MonitorRegistry,
  store: Store,
  open: OpenSecrets,
): Promise<readonly MonitorRecord[]> {
  const incidents = new Map(store.incidents.openOnes().map((incident) => [incident.monitorId, incident]));
  const records = store.monitors.all();
  for (let next = 0; next < records.length; next += slice) {
    const opened = await Promise.all(
      records.slice(next, next + slice).map(async (record) => {
        return { ...record, monitor: await open(definitionOf(record.monitor.kind).fields, record.monitor) };
      }),
    );
    const streams = opened.map(({ stream }) => stream);
    const recent = store.reading(() => store.checks.recentOf(streams, recentLimit));
    for (const record of opened) {
      const incident = incidents.get(record.monitor.id) ?? null;
      const checks = recent.get(record.stream) ?? [];
      registry.add(record, { incident, recent: checks, ...lastFound(store, record, checks) });
    }
    await new Promise(setImmediate);
  }
  return records;
}

/** Of kinds that are about more than a response: known before the first check, which may be a day away. */
function lastFound(
  { checks }: Pick<Store, 'checks'>,
  { stream, monitor: { kind } }: MonitorRecord,
  recent: RecentChecks,
): Pick<Past, 'registrationEndsAt' | 'figure'> {
  const newest = newestCheck(recent);
  const { mainFigure, registrationWarningDays } = definitionOf(kind);
  const isAbout = mainFigure !== undefined || registrationWarningDays !== undefined;
  const check = isAbout && newest !== null ? checks.find(stream, newest.at) : null;
  if (check === null) return { registrationEndsAt: null, figure: null };
  return { registrationEndsAt: registrationEnd(kind, check.evidence), figure: mainFigureOf(kind, check) };
}
