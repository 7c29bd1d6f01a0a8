import { describe, expect, it } from 'vitest';
import type { Grouping } from '../../../../electron/engine/notifications/queue/grouping.ts';
import {
  deliveryOrder,
  openRowPicker,
  type PickMoment,
  type RowPicker,
  type RowPickerOptions,
} from '../../../../electron/engine/notifications/queue/row-picker.ts';
import { payload } from '../samples.ts';
import type { OutboxRow, PendingRow } from '../../../../electron/engine/store/outbox-repository.ts';

const nowMs = 1_000;
const moment = { nowMs, isProven: false, suspects: new Set<number>() };

function row(id: number, changes: Partial<PendingRow> = {}): PendingRow {
  const subject = `incident:${String(id)}`;
  const common = {
    monitorId: '',
    event: 'down',
    severity: 'critical',
    attempts: 0,
    heldUntil: null,
    nextAttemptAt: 0,
  } as const;
  return { id, subject, ...common, ...changes };
}

const noWaits: Pick<Grouping, 'waitsOf'> = { waitsOf: () => ({ due: new Set(), leftMs: new Map() }) };

function idsOf(rows: readonly PendingRow[], at: PickMoment = moment): readonly number[] {
  return deliveryOrder(rows, at).map(({ id }) => id);
}

describe('the order of delivery', () => {
  it('is by severity, with reports about channels among the critical ones', () => {
    const rows = [
      row(1, { severity: 'info' }),
      row(2, { severity: 'warning' }),
      row(3, { severity: null, event: 'channel-broken' }),
      row(4),
    ];
    expect(idsOf(rows)).toEqual([4, 3, 2, 1]);
  });

  it('puts what is wrong now before what is resolved, and reminders last', () => {
    const rows = [row(1), row(2, { event: 'reminder' }), row(3, { event: 'recovered' }), row(4, { event: 'degraded' })];
    expect(idsOf(rows)).toEqual([1, 4, 3, 2]);
  });

  it('puts the newest first, but rows that failed before after the others', () => {
    expect(idsOf([row(1), row(2), row(3, { attempts: 1 })])).toEqual([2, 1, 3]);
  });

  it('contains only what is due', () => {
    const rows = [row(1, { nextAttemptAt: nowMs }), row(2, { nextAttemptAt: nowMs + 1 })];
    expect(idsOf(rows)).toEqual([1]);
  });

  it('contains retries as well while the channel works, but no delayed, deferred or suspect rows', () => {
    const later = nowMs + 60_000;
    const rows = [
      row(1, { nextAttemptAt: later, attempts: 2 }),
      row(2, { nextAttemptAt: later }),
      row(3, { nextAttemptAt: later, attempts: 2, heldUntil: later }),
      row(4, { nextAttemptAt: later, attempts: 2 }),
    ];
    expect(idsOf(rows, { ...moment, isProven: true, suspects: new Set([4]) })).toEqual([1]);
  });
});

describe('a picker', () => {
  it('reads the pending rows once for a whole batch, and skips rows that are no longer pending', () => {
    const pending = Array.from({ length: 100 }, (_, id) => row(id));
    let reads = 0;
    const picker = pickerOf({
      pending: () => {
        reads += 1;
        return pending;
      },
      pendingRow: (id) => (id % 2 === 0 ? outboxRow(id) : null),
    });
    const ids: number[] = [];
    for (let next = picker.next(nowMs); next !== null; next = picker.next(nowMs)) ids.push(next.id);
    expect(ids).toEqual(Array.from({ length: 50 }, (_, index) => 98 - 2 * index));
    expect(reads).toBe(1);
    picker.refresh();
    picker.next(nowMs);
    expect(reads).toBe(2);
  });

  it('does not retry a row that failed while others were accepted before its own time', () => {
    const poison = row(1, { attempts: 1, nextAttemptAt: nowMs + 60_000 });
    const picker = pickerOf({ pending: () => [poison], pendingRow: outboxRow });
    picker.noteAccepted();
    picker.noteFailed([1]);
    picker.noteAccepted();
    expect(picker.next(nowMs)).toBeNull();
    picker.noteFailed([2]);
    picker.noteFailed([2]);
    picker.noteAccepted();
    expect(picker.next(nowMs)?.id).toBe(1);
  });

  it('looks at new rows at once, unless that took long a moment ago', () => {
    const clock = { atMs: 0, monotonic: () => clock.atMs };
    let readMs = 0;
    let rows = [row(1)];
    const pending = (): readonly PendingRow[] => {
      clock.atMs += readMs;
      return rows;
    };
    const picker = pickerOf({ pending, pendingRow: outboxRow }, clock);
    const add = (id: number): number | undefined => {
      rows = [row(id)];
      picker.noteAdded();
      return picker.next(nowMs)?.id;
    };
    picker.next(nowMs);
    expect(add(2)).toBe(2);

    readMs = 20;
    picker.refresh();
    picker.next(nowMs);
    expect(add(3)).toBeUndefined();
    expect(picker.nextAt(nowMs)).toBe(nowMs + 200);
    clock.atMs += 200;
    expect(picker.nextAt(nowMs)).toBe(Infinity);
    expect(picker.next(nowMs)?.id).toBe(3);
  });
});

function pickerOf(
  outbox: RowPickerOptions['outbox'],
  clock: RowPickerOptions['clock'] = { monotonic: () => 0 },
): RowPicker {
  return openRowPicker('ops', { outbox, grouping: noWaits, clock });
}

function outboxRow(id: number): OutboxRow {
  const { heldUntil, nextAttemptAt, attempts, subject } = row(id);
  const facts = {
    incidentId: id,
    channelId: 'ops',
    payload: payload(),
    status: 'pending',
    createdAt: 0,
    receipt: null,
  } as const;
  return { id, subject, heldUntil, nextAttemptAt, attempts, ...facts };
}
