/**
 * Which due messages of one channel still wait for others (group-wait.ts, joining.ts), how many may be sent a minute
 * (message-cap.ts), and how many one message may cover. Deferred and retried messages have waited already. Waiting is
 * measured by monotonic time: setting the clock back does not extend it. Receivers that are programs get each message by
 * itself, at once.
 */
import { definitionOf, type Channel } from '../../../contract/channels/registry.ts';
import type { NotificationEvent } from '../../../contract/model/alert.ts';
import type { Clock } from '../../ports.ts';
import { standingOf } from '../../dependencies/standing.ts';
import { isMonitorNotification } from '../payload.ts';
import { hostnameOf } from '../shared-facts.ts';
import type { DeliverySources, Sending } from './delivery.ts';
import { groupLeftMs } from './group-wait.ts';
import { openJoining } from './joining.ts';
import { openMessageCap } from './message-cap.ts';
import type { PendingRow } from '../../store/outbox-repository.ts';

/** Fewer are sent as themselves. */
export const leastInGroup = 3;
const mostInGroup = 1_000;
/** How often it is asked whether another outage explains this one. */
const undecidedMs = 1_000;

export interface Grouping {
  /** Milliseconds that each due row has to wait; missing: none. Rows that are not due are missing as well. */
  readonly waitsOf: (rows: readonly PendingRow[], nowMs: number) => Waits;
  /** Milliseconds until another message may be sent, unless it is urgent. */
  readonly capLeftMs: () => number;
  /** How many alerts one message may cover. */
  readonly most: () => number;
  readonly noteAccepted: (sending: Sending) => void;
  /** The receiver rejected this message, but not the channel: one of its alerts may be the reason, so halves are tried. */
  readonly noteRejected: (sending: Sending) => void;
}

export interface Waits {
  /** Never tried and due, also where the clock was set back since. */
  readonly due: ReadonlySet<number>;
  readonly leftMs: ReadonlyMap<number, number>;
}

interface GroupingOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** 0: nothing is grouped. */
  readonly groupWaitMs: () => number;
  readonly findMonitor: DeliverySources['findMonitor'];
  /** Null: it was deleted. */
  readonly channel: () => Channel | null;
}

export function openGrouping({ clock, groupWaitMs, findMonitor, channel }: GroupingOptions): Grouping {
  const joining = openJoining(clock);
  const cap = openMessageCap(clock);
  /** Monotonic, by row. */
  let dueSince = new Map<number, number>();
  let most = mostInGroup;

  function isOn(): boolean {
    const known = channel();
    return known !== null && definitionOf(known.kind).isGrouped && groupWaitMs() > 0;
  }

  function causesOf(event: NotificationEvent, monitorId: string): readonly string[] {
    const monitor = findMonitor(monitorId)?.monitor;
    const hostname = monitor === undefined ? null : hostnameOf(monitor);
    return hostname === null ? [] : [`${event === 'reminder' ? 'down' : event} ${hostname}`];
  }

  function noteDue(rows: readonly PendingRow[], nowMs: number): void {
    const before = dueSince;
    dueSince = new Map(
      rows.filter(isFresh).flatMap(({ id, nextAttemptAt }) => {
        const known = before.get(id);
        if (known !== undefined) return [[id, known]];
        return nextAttemptAt <= nowMs ? [[id, clock.monotonic() - (nowMs - nextAttemptAt)]] : [];
      }),
    );
  }

  /** Whether it is reported at all will soon be known: a monitor that it depends on is failing, or in maintenance. */
  function isUndecided({ event, monitorId }: PendingRow, nowMs: number): boolean {
    const now = event === 'down' ? findMonitor(monitorId) : null;
    const kind = now === null ? 'alone' : standingOf(now, findMonitor, nowMs).kind;
    return kind === 'undecided' || kind === 'planned';
  }

  function groupWaitsOf(rows: readonly PendingRow[]): ReadonlyMap<number, number> {
    const leftMs = new Map<number, number>();
    const joined = rows.filter(({ id, event, monitorId }) => {
      const left = joining.leftMs(causesOf(event, monitorId));
      if (left > 0) leftMs.set(id, left);
      return left <= 0;
    });
    const ages = joined.map(({ id }) => clock.monotonic() - (dueSince.get(id) ?? 0));
    const left = ages.length === 0 ? 0 : groupLeftMs(ages, groupWaitMs());
    if (left > 0) for (const { id } of joined) leftMs.set(id, left);
    return leftMs;
  }

  return {
    waitsOf(rows, nowMs) {
      noteDue(rows, nowMs);
      const due = new Set(dueSince.keys());
      const fresh = rows.filter(({ id }) => due.has(id));
      const undecided = fresh.filter((row) => isUndecided(row, nowMs));
      const decided = fresh.filter((row) => !undecided.includes(row));
      const groupWaits = isOn() ? groupWaitsOf(decided) : new Map<number, number>();
      return { due, leftMs: new Map([...groupWaits, ...undecided.map(({ id }) => [id, undecidedMs] as const)]) };
    },
    capLeftMs: () => (isOn() ? cap.leftMs() : 0),
    most: () => (isOn() ? most : 1),
    noteAccepted({ message }) {
      cap.spend();
      most = mostInGroup;
      const payloads = message.parts.map(({ payload }) => payload).filter(isMonitorNotification);
      joining.noteGroup(payloads.map(({ event, monitorId }) => causesOf(event, monitorId)));
    },
    noteRejected({ rows }) {
      most = Math.max(1, Math.floor(rows.length / 2));
    },
  };
}

function isFresh({ attempts, heldUntil }: PendingRow): boolean {
  return attempts === 0 && heldUntil === null;
}

/** It leaves whatever else was sent: the first message of a critical outage. */
export function isUrgent({ event, severity }: PendingRow): boolean {
  return event === 'down' && severity === 'critical';
}
