import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Ping, PingKind } from '../../../electron/contract/model/history.ts';
import { fittingRange, hasRuns, runsOf, usualTimes, type Run } from '../../../renderer/state/runs.ts';

let id = 0;
function ping(at: number, kind: PingKind, others: Partial<Ping> = {}): Ping {
  id += 1;
  const said = { body: '', remoteAddress: '127.0.0.1', userAgent: '' };
  return { id, at, kind, exitCode: null, runId: null, runTime: null, ...said, ...others };
}

test('an end with a run time is a run, and the newest start without an end is running', () => {
  const pings = [
    ping(300, 'start'),
    ping(200, 'fail', { runTime: 100, exitCode: 3, body: 'no space' }),
    ping(100, 'start'),
    ping(50, 'success', { runTime: 20 }),
  ];
  expect(runsOf(pings, 450)).toMatchObject([
    { startedAt: 30, length: 20, outcome: 'success' },
    { startedAt: 100, length: 100, outcome: 'fail', exitCode: 3, output: 'no space' },
    { startedAt: 300, length: 150, outcome: 'running' },
  ]);
});

test('log entries and pings alone are no runs', () => {
  expect(runsOf([ping(1, 'success'), ping(2, 'fail'), ping(3, 'log')], 10)).toEqual([]);
});

test('a start before the end of the run without an id leaves that run unfinished', () => {
  const pings = [ping(10, 'start'), ping(20, 'start'), ping(30, 'success', { runTime: 10 })];
  expect(runsOf(pings, 40)).toMatchObject([
    { startedAt: 10, length: null, outcome: 'unfinished', overlaps: false },
    { startedAt: 20, length: 10, outcome: 'success', overlaps: false },
  ]);
});

test('runs at the same time are marked, those that only touch are not', () => {
  const runId = 'a';
  const pings = [
    ping(100, 'success', { runTime: 100 }),
    ping(60, 'success', { runTime: 20, runId }),
    ping(150, 'success', { runTime: 50 }),
    ping(180, 'start'),
  ];
  expect(runsOf(pings, 200).map(({ overlaps }) => overlaps)).toEqual([true, true, false, false]);
});

test('a run overlaps exactly if another one shares a moment with it', () => {
  const times = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 20 })), { maxLength: 12 });
  fc.assert(
    fc.property(times, (given) => {
      const runs = runsOf(
        given.map(([start, length]) => ping(start + length, 'success', { runTime: length })),
        100,
      );
      for (const run of runs) {
        const shares = runs.some(
          (other) =>
            other.id !== run.id &&
            other.startedAt < run.startedAt + (run.length ?? 0) &&
            run.startedAt < other.startedAt + (other.length ?? 0),
        );
        expect(run.overlaps).toBe(shares);
      }
    }),
  );
});

test('usual run times leave out the shortest and the longest, and need five successful runs', () => {
  const lengths = [1, 50, 51, 52, 53, 54, 55, 56, 57, 58, 900];
  const runs = (all: readonly number[]): readonly Run[] =>
    runsOf(
      all.map((length, n) => ping(n * 1_000 + length, 'success', { runTime: length })),
      0,
    );
  expect(usualTimes(runs(lengths))).toEqual({ least: 50, most: 58 });
  expect(usualTimes(runs(lengths.slice(0, 4)))).toBeNull();
});

test('pings alone tell of no run', () => {
  expect(hasRuns([ping(100, 'success'), ping(200, 'log')])).toBe(false);
  expect(hasRuns([ping(100, 'start')])).toBe(true);
  expect(hasRuns([ping(100, 'success', { runTime: 5 })])).toBe(true);
});

test('the range that is shown first has some runs, or all of a job that runs rarely', () => {
  const hourMs = 3_600_000;
  const now = 100 * 24 * hourMs;
  const every = (ms: number, count: number): readonly Ping[] =>
    Array.from({ length: count }, (_, index) => ping(now - index * ms, 'success', { runTime: 1 }));
  expect(fittingRange(every(60_000, 50), now)).toBe('1h');
  expect(fittingRange(every(hourMs, 50), now)).toBe('24h');
  expect(fittingRange(every(24 * hourMs, 50), now)).toBe('30d');
  expect(fittingRange(every(6 * hourMs, 3), now)).toBe('24h');
  expect(fittingRange(every(24 * hourMs, 2), now + 60 * 24 * hourMs)).toBe('90d');
});
