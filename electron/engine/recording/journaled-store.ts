/**
 * The store as it is seen by what observes and notifies: its writes never fail for want of a disk. While the disk
 * refuses, incidents, messages and pings are written to the store in memory, and everything is journaled. Where nothing
 * is refused, it is the store on disk. User changes have no place here: they are refused when they cannot be kept.
 *
 * Its type is closed: a method of a repository is to be had only if it is among the reads or the writes below, and each
 * of the writes has to be implemented here, so that none reaches the disk past the journal.
 */
import type { Evidence } from '../../contract/model/evidence.ts';
import type { Check, CheckDetail } from '../../contract/model/state.ts';
import type { AnnotationRepository } from '../store/annotation-repository.ts';
import type { ChannelRepository } from '../store/channel-repository.ts';
import type { CheckRepository } from '../store/check-repository.ts';
import type { IncidentRepository } from '../store/incident-repository.ts';
import type { MonitorRepository } from '../store/monitor-repository.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { MuteRepository } from '../store/mute-repository.ts';
import type { OutboxRepository } from '../store/outbox-repository.ts';
import type { PingRepository } from '../store/ping-repository.ts';
import type { SpanRepository } from '../store/span-repository.ts';
import type { Store } from '../store/store.ts';
import type { JournalWrite } from './journal.ts';
import { overlaid } from './overlaid-reads.ts';

/** What may be read through it. */
interface StoreReads {
  readonly checks: Pick<CheckRepository, 'find' | 'recent'>;
  readonly spans: Pick<SpanRepository, 'current'>;
  readonly incidents: Pick<IncidentRepository, 'find'>;
  readonly pings: Pick<PingRepository, 'from' | 'runStartedAt'>;
  readonly outbox: Pick<
    OutboxRepository,
    | 'due'
    | 'pending'
    | 'pendingRow'
    | 'failedSince'
    | 'nextDueAt'
    | 'released'
    | 'notifiedIncidents'
    | 'sibling'
    | 'channelsOf'
    | 'find'
  >;
}

interface StoreWrites {
  readonly monitors: Pick<MonitorRepository, 'saveTracking' | 'saveCertificate'>;
  readonly checks: Pick<CheckRepository, 'append' | 'saveDetail'>;
  readonly spans: Pick<SpanRepository, 'begin'>;
  readonly incidents: Pick<IncidentRepository, 'open' | 'close' | 'setCause'>;
  readonly pings: Pick<PingRepository, 'append'>;
  readonly outbox: Pick<
    OutboxRepository,
    | 'add'
    | 'addAgain'
    | 'cancelForMute'
    | 'cancelForAcknowledged'
    | 'clampDueTimes'
    | 'hold'
    | 'requeue'
    | 'review'
    | 'recordAttempt'
    | 'setStatus'
  >;
  readonly channels: Pick<ChannelRepository, 'saveHealth'>;
  readonly annotations: Pick<AnnotationRepository, 'add'>;
  readonly mutes: Pick<MuteRepository, 'delete'>;
}

export type JournaledStore = StoreReads & StoreWrites & Pick<Store, 'transaction'>;

type Mirrored = Pick<Store, 'incidents' | 'outbox' | 'pings'>;

type Change = <T>(apply: (store: Mirrored) => T, kind?: JournalWrite['kind'], bytes?: number) => T;

interface JournaledStoreOptions {
  readonly disk: Store;
  /** Null: the disk takes writes. */
  readonly memory: () => MemoryStore | null;
  readonly transaction: Store['transaction'];
  /** Inside `transaction`, in which the disk refuses. */
  readonly journal: (write: JournalWrite) => void;
}

/** Estimates of objects in memory; texts take two bytes a character. */
const checkBytes = 250;
const stateBytes = 1_000;

export function journaledStore({ disk, memory, transaction, journal }: JournaledStoreOptions): JournaledStore {
  /** On disk, else only into the journal. */
  function keep(write: JournalWrite): void {
    transaction(() => {
      if (memory() === null) write.apply(disk);
      else journal(write);
    });
  }

  /** On disk, else in memory and into the journal. */
  function change<T>(apply: (store: Mirrored) => T, kind: JournalWrite['kind'] = 'state', bytes = stateBytes): T {
    return transaction(() => {
      const inMemory = memory();
      if (inMemory === null) return apply(disk);
      journal({ kind, bytes, apply });
      return apply(inMemory);
    });
  }

  const reads: StoreReads = { checks: disk.checks, spans: disk.spans, ...overlaid(disk, memory) };
  const write = { ...changes(change), ...keeping(keep) };
  return {
    transaction,
    monitors: write.monitors,
    checks: { ...reads.checks, ...write.checks },
    spans: { ...reads.spans, ...write.spans },
    incidents: { ...reads.incidents, ...write.incidents },
    pings: { ...reads.pings, ...write.pings },
    outbox: { ...reads.outbox, ...write.outbox },
    channels: write.channels,
    annotations: write.annotations,
    mutes: write.mutes,
  };
}

/** Writes whose rows are read again while the disk refuses. */
function changes(change: Change): Pick<StoreWrites, keyof Mirrored> {
  return {
    incidents: {
      open: (incident) => change((store) => store.incidents.open(incident)),
      close: (id, endedAtMs) => change((store) => store.incidents.close(id, endedAtMs)),
      setCause: (id, causeId) => change((store) => store.incidents.setCause(id, causeId)),
    },
    pings: {
      append: (monitor, ping) =>
        change((store) => store.pings.append(monitor, ping), 'ping', 2 * ping.body.length + stateBytes),
    },
    outbox: {
      add: (alerts, atMs) => change(({ outbox }) => outbox.add(alerts, atMs)),
      addAgain: (alerts, atMs) => change(({ outbox }) => outbox.addAgain(alerts, atMs)),
      cancelForMute: (monitorId) => change(({ outbox }) => outbox.cancelForMute(monitorId)),
      cancelForAcknowledged: (id, atMs) => change(({ outbox }) => outbox.cancelForAcknowledged(id, atMs)),
      clampDueTimes: (channelId, limits, atMs) => change(({ outbox }) => outbox.clampDueTimes(channelId, limits, atMs)),
      hold: (id, untilMs) => change(({ outbox }) => outbox.hold(id, untilMs)),
      requeue: (id, atMs) => change(({ outbox }) => outbox.requeue(id, atMs)),
      review: (atMs) => change(({ outbox }) => outbox.review(atMs)),
      recordAttempt: (id, attempt, next) => change(({ outbox }) => outbox.recordAttempt(id, attempt, next)),
      setStatus: (id, status) => change(({ outbox }) => outbox.setStatus(id, status)),
    },
  };
}

/** Writes of what memory has anyway. */
function keeping(keep: (write: JournalWrite) => void): Omit<StoreWrites, keyof Mirrored> {
  return {
    monitors: {
      saveTracking: (monitor, tracking) =>
        keep({
          kind: 'state',
          bytes: stateBytes,
          key: `tracking ${String(monitor)}`,
          apply: (store) => store.monitors.saveTracking(monitor, tracking),
        }),
      saveCertificate: (stream, endsAt) =>
        keep({
          kind: 'state',
          bytes: 0,
          key: `certificate-${String(stream)}`,
          apply: (store) => store.monitors.saveCertificate(stream, endsAt),
        }),
    },
    checks: {
      append(checks) {
        const bytes = checks.reduce((sum, { check }) => sum + checkBytes + 2 * evidenceLength(check), 0);
        keep({ kind: 'check', bytes, apply: (store) => store.checks.append(checks) });
      },
      saveDetail(stream, detail) {
        const bytes = 2 * (detail.response?.body.length ?? 0) + 2 * stateBytes;
        keep({ kind: 'evidence', bytes, apply: (store) => store.checks.saveDetail(stream, detail) });
      },
    },
    spans: {
      begin: (stream, state, fromMs) =>
        keep({ kind: 'state', bytes: 0, apply: (store) => store.spans.begin(stream, state, fromMs) }),
    },
    channels: {
      saveHealth: (id, health) =>
        keep({
          kind: 'state',
          bytes: stateBytes,
          key: `health ${id}`,
          apply: (store) => store.channels.saveHealth(id, health),
        }),
    },
    annotations: {
      add: (monitor, annotation) =>
        keep({ kind: 'state', bytes: 0, apply: (store) => store.annotations.add(monitor, annotation) }),
    },
    mutes: {
      delete: (id) => keep({ kind: 'state', bytes: 0, apply: (store) => store.mutes.delete(id) }),
    },
  };
}

/** Characters. */
function evidenceLength(check: Check | CheckDetail): number {
  const evidence = 'evidence' in check ? check.evidence : [];
  return evidence.reduce((sum, found) => sum + textLength(found), 0);
}

function textLength(found: Evidence): number {
  if (found.type === 'table') return found.rows.flat().reduce<number>((sum, cell) => sum + String(cell).length, 0);
  return 'text' in found ? found.text.length : 0;
}
