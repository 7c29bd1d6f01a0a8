/**
 * In which order the pending rows of a channel are sent: by severity, then what is wrong now before what is resolved,
 * then what was never tried before what was, then the newest first. While the channel has just proved to work, rows that
 * wait for a retry are due as well, except those that failed although the channel worked. Rows that wait for others of
 * their group (grouping.ts) are left out. There may be thousands, and each new one asks for a look through all of them: a
 * plan is kept for some time although rows were added, so that looking takes no more than a tenth of the time.
 */
import type { NotificationEvent } from '../../../contract/model/alert.ts';
import { severities } from '../../../contract/model/monitor.ts';
import type { Clock } from '../../ports.ts';
import type { Grouping } from './grouping.ts';
import type { OutboxRepository, OutboxRow, PendingRow } from '../../store/outbox-repository.ts';

export interface PickMoment {
  readonly nowMs: number;
  /** The channel has just accepted a message, or was edited. */
  readonly isProven: boolean;
  /** Rows that failed while the channel worked: only their own retry time counts. */
  readonly suspects: ReadonlySet<number>;
}

/** Pure. @returns the rows that may be sent now, in the order of their delivery. */
export function deliveryOrder(rows: readonly PendingRow[], moment: PickMoment): readonly PendingRow[] {
  return rows
    .filter((row) => isDue(row, moment))
    .map((row) => ({ row, rank: rankOf(row) }))
    .sort((a, b) => a.rank - b.rank || b.row.id - a.row.id)
    .map(({ row }) => row);
}

function isDue({ id, attempts, heldUntil, nextAttemptAt }: PendingRow, moment: PickMoment): boolean {
  const { nowMs, isProven, suspects } = moment;
  if (nextAttemptAt <= nowMs) return true;
  const isHeld = heldUntil !== null && heldUntil > nowMs;
  return isProven && attempts > 0 && !isHeld && !suspects.has(id);
}

const eventRanks: Readonly<Record<NotificationEvent, number>> = {
  down: 0,
  'channel-broken': 0,
  'channel-failing': 0,
  'recording-stopped': 0,
  acknowledged: 1,
  degraded: 1,
  certificate: 1,
  flapping: 1,
  steady: 2,
  recovered: 2,
  'channel-recovered': 2,
  'recording-resumed': 2,
  reminder: 3,
  digest: 3,
};

function rankOf({ severity, event, attempts }: PendingRow): number {
  const bySeverity = severity === null ? 0 : severities.indexOf(severity);
  return (bySeverity * 4 + eventRanks[event]) * 2 + Math.min(attempts, 1);
}

export interface RowPicker {
  /** Null: nothing is due, or the first is not allowed. */
  readonly next: (nowMs: number, isAllowed?: (row: PendingRow) => boolean) => OutboxRow | null;
  /** Those that come after it, neither deferred nor more than `limit`. They stay due. */
  readonly others: (limit: number) => readonly OutboxRow[];
  /** Rows were added. */
  readonly noteAdded: () => void;
  /** Rows were changed. */
  readonly refresh: () => void;
  /** When another row becomes due or has waited long enough; Infinity: never. */
  readonly nextAt: (nowMs: number) => number;
  readonly hasNext: (nowMs: number) => boolean;
  /** A row that waits for a retry; null: none does. */
  readonly retrying: () => OutboxRow | null;
  readonly noteAccepted: () => void;
  /** An attempt failed that covered these rows. */
  readonly noteFailed: (ids: readonly number[]) => void;
}

interface Plan {
  /** The next one last. */
  readonly order: PendingRow[];
  /** When another row becomes due. */
  readonly validUntil: number;
  /** Monotonic: new rows are looked at from then on. */
  readonly keptUntil: number;
}

export interface RowPickerOptions {
  readonly outbox: Pick<OutboxRepository, 'pending' | 'pendingRow'>;
  readonly grouping: Pick<Grouping, 'waitsOf'>;
  readonly clock: Pick<Clock, 'monotonic'>;
}

/** A plan that took this long to make is kept ten times as long. */
const keptPerMs = 10;

export function openRowPicker(channelId: string, { outbox, grouping, clock }: RowPickerOptions): RowPicker {
  const suspects = new Set<number>();
  let isProven = false;
  let plan: Plan | null = null;
  let isOutdated = false;

  function planAt(nowMs: number): Plan {
    const isKept = plan !== null && nowMs < plan.validUntil && (!isOutdated || keptMs(plan) > 0);
    if (plan === null || !isKept) plan = newPlan(nowMs);
    return plan;
  }

  function keptMs({ keptUntil }: Plan): number {
    return Math.ceil(keptUntil - clock.monotonic());
  }

  function newPlan(nowMs: number): Plan {
    const begunAt = clock.monotonic();
    const rows = outbox.pending(channelId);
    const { due, leftMs } = grouping.waitsOf(rows, nowMs);
    const leaving = rows
      .filter(({ id }) => !leftMs.has(id))
      .map((row) => (due.has(row.id) ? { ...row, nextAttemptAt: Math.min(row.nextAttemptAt, nowMs) } : row));
    const order = [...deliveryOrder(leaving, { nowMs, isProven, suspects })].reverse();
    const later = leaving.map(({ nextAttemptAt }) => nextAttemptAt).filter((at) => at > nowMs);
    const waiting = Array.from(leftMs.values(), (left) => nowMs + left);
    isOutdated = false;
    const endedAt = clock.monotonic();
    return {
      order,
      validUntil: Math.min(...later, ...waiting),
      keptUntil: endedAt + (endedAt - begunAt) * keptPerMs,
    };
  }

  function refresh(): void {
    plan = null;
  }

  return {
    next(nowMs, isAllowed = () => true) {
      const { order } = planAt(nowMs);
      for (let first = order.at(-1); first !== undefined; first = order.at(-1)) {
        if (!isAllowed(first)) return null;
        order.pop();
        const row = outbox.pendingRow(first.id);
        if (row !== null) return row;
      }
      return null;
    },
    others(limit) {
      const following = (plan?.order ?? []).filter(({ heldUntil }) => heldUntil === null).slice(-limit);
      return limit <= 0 ? [] : following.reverse().flatMap(({ id }) => outbox.pendingRow(id) ?? []);
    },
    noteAdded() {
      isOutdated = true;
    },
    refresh,
    nextAt(nowMs) {
      const current = planAt(nowMs);
      return isOutdated ? Math.min(current.validUntil, nowMs + keptMs(current)) : current.validUntil;
    },
    hasNext: (nowMs) => planAt(nowMs).order.length > 0,
    retrying() {
      const row = outbox.pending(channelId).find(({ attempts }) => attempts > 0);
      return row === undefined ? null : outbox.pendingRow(row.id);
    },
    noteAccepted() {
      if (!isProven) refresh();
      isProven = true;
    },
    noteFailed(ids) {
      if (!isProven) suspects.clear();
      else for (const id of ids) suspects.add(id);
      isProven = false;
      refresh();
    },
  };
}
