/**
 * The outbox over the real store, with a clock and another side under the test's hand: what is sent is kept, and
 * answered as the test says. `restart` closes all and opens it anew on the same directory, as a new process would.
 */
import { said } from '../../../../electron/contract/delivery-answer.ts';
import type { Channel } from '../../../../electron/contract/channels/registry.ts';
import type { AlertStatus, Mute } from '../../../../electron/contract/model/alert.ts';
import type { Severity } from '../../../../electron/contract/model/monitor.ts';
import type { Incident } from '../../../../electron/contract/model/history.ts';
import type { HeartbeatMonitor, Monitor } from '../../../../electron/contract/monitors/registry.ts';
import type { ChannelNotification } from '../../../../electron/engine/notifications/payload.ts';
import type { Message, SendResult } from '../../../../electron/engine/notifications/channels/channel.ts';
import type { MonitorNow } from '../../../../electron/engine/notifications/queue/delivery.ts';
import { openAlertConfig, type AlertConfig } from '../../../../electron/engine/notifications/alert-config.ts';
import { describeMessage } from '../../../../electron/engine/notifications/message.ts';
import { openOutbox, type Outbox } from '../../../../electron/engine/notifications/queue/outbox.ts';
import { normaliseMonitor } from '../../../../electron/engine/monitors/normalise.ts';
import { storedForms } from '../../../../electron/engine/runtime/stored-forms.ts';
import { openStore } from '../../../../electron/engine/store/database.ts';
import { StoreError } from '../../../../electron/engine/store/store-error.ts';
import type { Store } from '../../../../electron/engine/store/store.ts';
import { initialTracking } from '../../../../electron/engine/state/transition.ts';
import { manualClock, type ManualClock } from '../../../support/manual-clock.ts';
import { recordedLog, type RecordedLog } from '../../../support/recorded-log.ts';
import { inUtc, nativeChannel, payload } from '../samples.ts';
import { storedHeartbeat } from '../../../support/stored-heartbeat.ts';
import type { AlertRecord, NewAlert } from '../../../../electron/engine/store/outbox-repository.ts';
import type { HealthRecord } from '../../../../electron/engine/store/channel-repository.ts';

export const accepted: SendResult = { outcome: 'accepted', answer: said('200 ok') };
export const retry: SendResult = { outcome: 'retry', answer: said('500 oops') };
export const retryAfter = (retryAfterMs: number): SendResult => ({ ...retry, outcome: 'retry', retryAfterMs });
/** As `retryAfter`, for the whole channel. */
export const rest = (ms: number): SendResult => ({ ...retry, outcome: 'retry', retryAfterMs: ms, restMs: ms });
export const refused: SendResult = { outcome: 'refused', answer: said('404 no_service') };
/** Only this message. */
export const rejected: SendResult = { outcome: 'refused', answer: said('400 invalid_payload'), onlyThis: true };

export interface Sent {
  readonly channelId: string;
  readonly title: string;
  /** Since the rig was opened, in milliseconds. */
  readonly at: number;
}
/** The other side: a promise that the test settles is one that is slow. */
type Answer = (message: Message, signal: AbortSignal) => SendResult | Promise<SendResult>;

export interface Rig {
  readonly clock: ManualClock;
  readonly log: RecordedLog;
  readonly sent: readonly Sent[];
  readonly alerts: readonly AlertRecord[];
  /** Troubles that no other channel could report. */
  readonly unreported: readonly ChannelNotification[];
  readonly store: () => Store;
  readonly alertConfig: () => AlertConfig;
  readonly outbox: () => Outbox;
  /** As after a commit; everything happens that needs no time. */
  readonly wake: () => Promise<void>;
  readonly settle: () => Promise<void>;
  /** From now on; a list is used up one by one, its last answer stays. */
  readonly answer: (channelId: string, answer: Answer | readonly SendResult[]) => void;
  /** An outage begins; its alert is committed for the channels, to be sent after the delay. Nobody is woken. */
  readonly goesDown: (options?: {
    readonly on?: readonly string[];
    readonly delay?: number;
    readonly name?: string;
    readonly severity?: Severity;
    /** That it connects to; by default it is a job, which connects to none. */
    readonly host?: string | undefined;
  }) => Incident;
  /** It ends, and whoever got the alert or has it waiting is to hear of it. Nobody is woken. */
  readonly recovers: (incident: Incident) => void;
  /** `down`, `recovered` or a notice, by title. */
  readonly statusOf: (event: 'down' | 'recovered', channelId?: string) => AlertStatus | undefined;
  readonly titles: (channelId?: string) => readonly string[];
  readonly health: (channelId: string) => HealthRecord;
  /** As after a kill: nothing is given the chance to end, and only what was committed is there. */
  readonly restart: () => Promise<void>;
  /** Whether this computer is. */
  readonly setOnline: (isOnline: boolean) => void;
  readonly mute: (incident: Incident) => void;
  /** While it is full, what the outbox would write of a sending is refused by the disk. */
  readonly fillDisk: (isFull: boolean) => void;
  readonly close: () => Promise<void>;
}

/** An answer that the test gives when it likes. */
export function slowly(): { readonly answer: Answer; readonly give: (result: SendResult) => void } {
  let give = (_: SendResult): void => undefined;
  const promise = new Promise<SendResult>((resolve) => {
    give = resolve;
  });
  return { answer: () => promise, give: (result) => give(result) };
}

export interface RigOptions {
  /** By default nothing is grouped. */
  readonly groupWait?: number;
}

export async function openRig(
  path: string,
  fresh: readonly (string | Channel)[] = ['ops'],
  { groupWait = 0 }: RigOptions = {},
): Promise<Rig> {
  const channels = fresh.map((one) => (typeof one === 'string' ? nativeChannel({ id: one, name: one }) : one));
  const channelIds = channels.map(({ id }) => id);
  const clock = manualClock();
  const begin = clock.now();
  const log = recordedLog();
  const sent: Sent[] = [];
  const alerts: AlertRecord[] = [];
  const unreported: ChannelNotification[] = [];
  let isOnline = true;
  const answers = new Map<string, Answer>();
  const monitors = new Map<string, MonitorNow>();
  let isFull = false;
  let monitorCount = 0;
  let parts = await openParts(channels);

  async function openParts(
    added: readonly Channel[],
  ): Promise<{ store: Store; alertConfig: AlertConfig; outbox: Outbox }> {
    const opened = await openStore({ forms: storedForms, directory: path, nowMs: clock.now(), logger: log });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const store = opened.value;
    if (added.length > 0) replaceChannels(store, added);
    const alertConfig = openAlertConfig(store.channels.all(), store.rules.all());
    const transaction: Store['transaction'] = (body) => {
      if (isFull) throw new StoreError('full', 'the disk is full');
      return store.transaction(body);
    };
    const outbox = openOutbox({
      store: { ...store, transaction },
      alertConfig,
      clock,
      logger: log,
      jitter: () => 0,
      findMonitor: (id) => monitors.get(id) ?? null,
      behind: () => 0,
      onCaused: () => undefined,
      async send(channelId, message, { signal }) {
        const { title } = describeMessage(message, { ...inUtc, nowMs: clock.now() });
        sent.push({ channelId, title, at: clock.now() - begin });
        return (answers.get(channelId) ?? (() => accepted))(message, signal);
      },
      onAlert: (alert) => alerts.push(alert),
      onChannelHealth: () => undefined,
      onUnreported: (notification) => unreported.push(notification),
      isOnline: () => isOnline,
      groupWaitMs: () => groupWait,
    });
    return { store, alertConfig, outbox };
  }

  const rows = (): readonly AlertRecord[] => parts.store.outbox.page({ limit: 500 }).items;

  return {
    clock,
    log,
    sent,
    alerts,
    unreported,
    store: () => parts.store,
    alertConfig: () => parts.alertConfig,
    outbox: () => parts.outbox,
    wake() {
      parts.outbox.wake();
      return clock.advance(0);
    },
    settle: () => clock.advance(0),
    answer(channelId, answer) {
      answers.set(channelId, typeof answer === 'function' ? answer : inTurn(answer));
    },
    goesDown({ on = channelIds, delay = 0, name = 'Shop API', severity = 'critical', host } = {}) {
      const { store } = parts;
      const nowMs = clock.now();
      return store.transaction(() => {
        const id = `monitor-${String((monitorCount += 1))}`;
        const monitor = { ...(host === undefined ? jobOf(id, name) : portOf(id, name, host)), severity };
        const { key } = store.monitors.insert(monitor, initialTracking(nowMs));
        const incident = store.incidents.open({
          monitorKey: key,
          monitorId: monitor.id,
          monitorName: name,
          severity,
          startedAt: nowMs,
          detectedAt: nowMs,
          confirmedAt: nowMs,
          failure: { code: 'prose', facts: { kind: 'assertion', text: 'status 503, expected 200' } },
          lastGoodAt: null,
        });
        const tracking = { state: 'down', since: nowMs } as const;
        monitors.set(id, { monitor, tracking, incident, lastCheckAt: nowMs, muted: null, lastGood: null });
        const facts = payload({
          monitorId: monitor.id,
          monitorName: name,
          severity,
          startedAt: nowMs,
          detectedAt: nowMs,
          confirmedAt: nowMs,
        });
        store.outbox.add(
          on.map((channelId) => ({ ...alertOf(incident, facts), channelId, notBeforeMs: nowMs + delay })),
          nowMs,
        );
        return incident;
      });
    },
    recovers(incident) {
      const { store } = parts;
      const nowMs = clock.now();
      store.transaction(() => {
        const { startedAt, failure } = store.incidents.close(incident.id, nowMs);
        const { monitorId, monitorName, severity } = incident;
        const facts = payload({
          event: 'recovered',
          monitorId,
          monitorName,
          severity,
          startedAt,
          endedAt: nowMs,
          confirmedAt: nowMs,
          reasons: [{ code: 'failure' as const, facts: failure }],
        });
        const told = store.outbox.channelsOf(`incident:${String(incident.id)}`, 'down');
        store.outbox.add(
          told.map((channelId) => ({ ...alertOf(incident, facts), channelId, notBeforeMs: nowMs })),
          nowMs,
        );
      });
    },
    statusOf: (event, channelId = 'ops') =>
      rows().find((row) => row.event === event && row.channelId === channelId)?.status,
    titles: (channelId = 'ops') => sent.filter((one) => one.channelId === channelId).map(({ title }) => title),
    health(channelId) {
      const record = parts.store.channels.all().find(({ channel }) => channel.id === channelId);
      if (record === undefined) throw new Error(`there is no channel ${channelId}`);
      return record.health;
    },
    async restart() {
      // Ends its timers at once; what is under way finds the store closed, as it would find its process gone.
      void parts.outbox.stop();
      parts.store.close();
      parts = await openParts([]);
      parts.outbox.start();
    },
    setOnline(next) {
      isOnline = next;
    },
    mute({ monitorId }) {
      const monitor = monitors.get(monitorId);
      if (monitor === undefined) throw new Error(`there is no monitor ${monitorId}`);
      monitors.set(monitorId, { ...monitor, muted: allMuted });
    },
    fillDisk(next) {
      isFull = next;
    },
    async close() {
      await Promise.all([parts.outbox.stop(), clock.advance(2_000)]);
      parts.store.close();
    },
  };
}

function alertOf(incident: Incident, facts: NewAlert['payload']): Pick<NewAlert, 'subject' | 'incidentId' | 'payload'> {
  return { subject: `incident:${String(incident.id)}`, incidentId: incident.id, payload: facts };
}

const allMuted: Mute = { id: 1, scope: { kind: 'all' }, until: null, createdAt: 0, source: 'hand' };

function inTurn(results: readonly SendResult[]): Answer {
  let count = 0;
  return () => results[Math.min(count++, results.length - 1)] ?? accepted;
}

/** A monitor has one open incident at most: each outage gets a monitor of its own. */
function jobOf(id: string, name: string): HeartbeatMonitor {
  return storedHeartbeat({ id, name, token: `token-of-${id}` });
}

function portOf(id: string, name: string, host: string): Monitor {
  const normalised = normaliseMonitor(
    { id, name, kind: 'tcp', host, port: 443 },
    { existing: null, takenIds: new Set(), source: 'hand', makeToken: () => '' },
  );
  if (!normalised.ok) throw new Error(JSON.stringify(normalised.error));
  return normalised.value;
}

function replaceChannels(store: Store, channels: readonly Channel[]): void {
  for (const { channel } of store.channels.all()) store.channels.delete(channel.id);
  for (const channel of channels) store.channels.save(channel);
}
