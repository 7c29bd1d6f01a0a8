/** The parts of a running engine that the calls use. */
import { hereId } from '../../contract/locations/registry.ts';
import { refused, type Outcome, type RefusalFacts } from '../../contract/refusal.ts';
import type { AlertConfig } from '../notifications/alert-config.ts';
import type { Budgets } from '../locations/budgets.ts';
import type { LocationList } from '../locations/location-list.ts';
import type { PlaceLists } from '../locations/place-lists.ts';
import type { MuteList } from '../notifications/mute-list.ts';
import type { DependencyReview } from '../dependencies/reviewing.ts';
import type { MaintenanceList } from '../maintenance/maintenance-list.ts';
import type { Maintaining } from '../maintenance/maintaining.ts';
import type { Outbox } from '../notifications/queue/outbox.ts';
import type { Emit } from '../runtime/events.ts';
import type { Clock, Computer, HostControls, Logger, Randomness, SecretBox } from '../ports.ts';
import type { OpenedStore } from '../store/database.ts';
import type { Digests } from '../notifications/digest/digests.ts';
import type { Muting } from '../notifications/muting.ts';
import type { Recorder } from '../incidents/recorder.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { PingKeyCell } from '../runtime/ping-key.ts';
import type { SettingsCell } from '../runtime/settings-cell.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { Supervisor } from '../runtime/supervisor.ts';
import type { Speech } from '../wording/languages.ts';
import type { Wording } from '../wording/wording.ts';

export interface CallContext {
  readonly store: OpenedStore;
  readonly registry: MonitorRegistry;
  readonly alertConfig: AlertConfig;
  readonly locations: LocationList;
  readonly budgets: Budgets;
  readonly placeLists: PlaceLists;
  readonly mutes: MuteList;
  readonly muting: Muting;
  readonly digests: Digests;
  readonly dependencies: DependencyReview;
  readonly maintenance: MaintenanceList;
  readonly maintaining: Maintaining;
  readonly supervisor: Supervisor;
  readonly recorder: Recorder;
  readonly outbox: Outbox;
  readonly secretBox: SecretBox;
  readonly randomness: Randomness;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly emit: Emit;
  /** For messages. */
  readonly speech: Speech;
  /** Of the window as a page; null: it is not served. */
  readonly pageUrl: () => string | null;
  /** For what the calls return. */
  readonly wording: Wording;
  readonly settings: SettingsCell;
  readonly pingKey: PingKeyCell;
  /** Null if the host has no settings. */
  readonly hostControls: HostControls | null;
  /** Null if it cannot be searched. */
  readonly computer: Computer | null;
  /** Runs one configuration change at a time: while secrets are being sealed, nothing else may take the id. */
  readonly exclusive: <T>(change: () => Promise<T>) => Promise<T>;
}

export const defaultPage = 50;

type Sort = RefusalFacts['no-such-record']['sort'];

export function notFound(sort: Sort, id: string | number): Outcome<never> {
  return refused('no-such-record', { sort, id });
}

export async function withMonitor<T>(
  { registry }: CallContext,
  id: string,
  use: (entry: MonitorEntry) => Promise<Outcome<T>> | Outcome<T>,
): Promise<Outcome<T>> {
  const entry = registry.find(id);
  return entry === null ? notFound('monitor', id) : use(entry);
}

/** The key of no stream: of a location that the monitor names and that has not been asked yet. */
const noStream = 0;

/** Of the monitor as that location sees it; by default this computer. */
export function withStream<T>(
  context: CallContext,
  { monitorId, locationId = hereId }: { readonly monitorId: string; readonly locationId?: string | undefined },
  use: (stream: number) => Outcome<T>,
): Promise<Outcome<T>> {
  return withMonitor(context, monitorId, ({ key, stream, monitor }) => {
    if (locationId === hereId) return use(stream);
    const seen = context.store.locations.streams(key).find((one) => one.locationId === locationId);
    if (seen === undefined && !monitor.locations.includes(locationId)) return notFound('location', locationId);
    return use(seen?.stream ?? noStream);
  });
}

export function exclusively(): CallContext['exclusive'] {
  let last: Promise<unknown> = Promise.resolve();
  return (change) => {
    const next = last.then(change, change);
    last = next.catch(() => undefined);
    return next;
  };
}
