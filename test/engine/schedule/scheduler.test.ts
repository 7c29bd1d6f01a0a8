import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openScheduler, type Scheduler, type SchedulerOptions } from '../../../electron/engine/schedule/scheduler.ts';
import type { Logger } from '../../../electron/engine/ports.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';

interface Setup {
  readonly clock: ManualClock;
  readonly scheduler: Scheduler;
  /** `id@ms since the start`, in the order in which runs began. */
  readonly began: string[];
  readonly errors: string[];
  /** Ends the oldest run of that id. */
  readonly end: (id: string) => void;
}

const start = 1_000_000;

/** Runs last until `end` is called, unless `run` is given. */
function setup(given: Partial<Pick<SchedulerOptions, 'run' | 'hostOf' | 'limits'>> = {}): Setup {
  const clock = manualClock(start);
  const began: string[] = [];
  const errors: string[] = [];
  const ends = new Map<string, () => void>();
  const ignore = (): void => undefined;
  const logger: Logger = { debug: ignore, info: ignore, warn: ignore, error: (message) => errors.push(message) };
  const scheduler = openScheduler({
    clock,
    logger,
    hostOf: given.hostOf ?? ((id) => id),
    limits: given.limits ?? (() => ({ maxOpen: 100, maxPerHost: 100 })),
    run: async (id) => {
      began.push(`${id}@${String(clock.monotonic())}`);
      if (given.run !== undefined) return given.run(id);
      await new Promise<void>((resolve) => ends.set(id, resolve));
    },
  });
  return { clock, scheduler, began, errors, end: (id) => ends.get(id)?.() };
}

const atOnce = (): Promise<void> => Promise.resolve();

test('each monitor runs when it is due, with one timer for all of them', async () => {
  const { clock, scheduler, began } = setup({ run: atOnce });
  scheduler.set('c', start + 300);
  scheduler.set('a', start + 100);
  scheduler.set('b', start + 200);
  expect(clock.pending()).toBe(1);
  await clock.advance(250);
  expect(began).toEqual(['a@100', 'b@200']);
  await clock.advance(50);
  expect(began).toEqual(['a@100', 'b@200', 'c@300']);
  expect(clock.pending()).toBe(0);
});

test('a due time in the past means immediately', async () => {
  const { clock, scheduler, began } = setup({ run: atOnce });
  scheduler.set('a', start - 5_000);
  await clock.advance(0);
  expect(began).toEqual(['a@0']);
});

test('a monitor can be moved and removed before it is due', async () => {
  const { clock, scheduler, began } = setup({ run: atOnce });
  scheduler.set('a', start + 100);
  scheduler.set('b', start + 100);
  scheduler.set('a', start + 500);
  scheduler.delete('b');
  expect(scheduler.dueAt('a')).toBe(start + 500);
  expect(scheduler.dueAt('b')).toBeNull();
  await clock.advance(1_000);
  expect(began).toEqual(['a@500']);
});

test('during a run dueAt is the due time of that run, until the next one is set', async () => {
  const seen: (number | null)[] = [];
  const { clock, scheduler } = setup({
    run: async (id) => {
      seen.push(scheduler.dueAt(id));
      scheduler.set(id, start + 700);
      seen.push(scheduler.dueAt(id));
    },
  });
  scheduler.set('a', start + 100);
  await clock.advance(100);
  expect(seen).toEqual([start + 100, start + 700]);
});

test('no more than the limit run at once, and waiting runs follow in due order', async () => {
  const { clock, scheduler, began, end } = setup({ limits: () => ({ maxOpen: 2, maxPerHost: 2 }) });
  for (const [id, at] of [
    ['d', 40],
    ['b', 20],
    ['c', 30],
    ['a', 10],
  ] as const)
    scheduler.set(id, start + at);
  await clock.advance(100);
  expect(began).toEqual(['a@10', 'b@20']);
  end('b');
  await clock.advance(0);
  expect(began).toEqual(['a@10', 'b@20', 'c@100']);
  end('a');
  end('c');
  await clock.advance(0);
  expect(began).toEqual(['a@10', 'b@20', 'c@100', 'd@100']);
});

test('a busy host delays only its own monitors', async () => {
  const { clock, scheduler, began, end } = setup({
    hostOf: (id) => id.slice(0, 1),
    limits: () => ({ maxOpen: 10, maxPerHost: 1 }),
  });
  for (const [id, at] of [
    ['x1', 1],
    ['x2', 2],
    ['x3', 3],
    ['y1', 4],
  ] as const)
    scheduler.set(id, start + at);
  await clock.advance(10);
  expect(began).toEqual(['x1@1', 'y1@4']);
  end('x1');
  await clock.advance(0);
  expect(began).toEqual(['x1@1', 'y1@4', 'x2@10']);
});

test('monitors whose last run was slow leave slots to the others', async () => {
  const { clock, scheduler, began, end } = setup({ limits: () => ({ maxOpen: 4, maxPerHost: 4 }) });
  for (const id of ['s1', 's2', 's3', 's4']) scheduler.set(id, start);
  await clock.advance(2_000);
  for (const id of ['s1', 's2', 's3', 's4']) end(id);
  for (const id of ['s1', 's2', 's3', 's4']) scheduler.set(id, start + 3_000);
  await clock.advance(1_000);
  expect(began.slice(4)).toEqual(['s1@3000', 's2@3000', 's3@3000']);
  scheduler.set('quick', start + 4_000);
  await clock.advance(1_500);
  expect(began.slice(7)).toEqual(['quick@4000']);
  expect(scheduler.overdueMs()).toEqual([1_500]);
});

test('a run without a host needs no slot', async () => {
  const { clock, scheduler, began } = setup({
    hostOf: (id) => (id === 'deadline' ? null : 'host'),
    limits: () => ({ maxOpen: 1, maxPerHost: 1 }),
  });
  scheduler.set('hangs', start + 1);
  scheduler.set('waits', start + 2);
  scheduler.set('deadline', start + 3);
  await clock.advance(10);
  expect(began).toEqual(['hangs@1', 'deadline@3']);
});

test('a waiting monitor that is removed or moved leaves the queue', async () => {
  const { clock, scheduler, began, end } = setup({ limits: () => ({ maxOpen: 1, maxPerHost: 1 }) });
  for (const [id, at] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
    ['d', 4],
  ] as const)
    scheduler.set(id, start + at);
  await clock.advance(10);
  scheduler.delete('b');
  scheduler.set('c', start + 500);
  end('a');
  await clock.advance(10);
  expect(began).toEqual(['a@1', 'd@10']);
});

test('a monitor that is due again while it runs, runs again afterwards, never twice at once', async () => {
  const { clock, scheduler, began, end } = setup();
  scheduler.set('a', start + 10);
  await clock.advance(10);
  scheduler.set('a', start + 20);
  await clock.advance(90);
  expect(began).toEqual(['a@10']);
  end('a');
  await clock.advance(0);
  expect(began).toEqual(['a@10', 'a@100']);
});

test('a run that rejects is logged, does not affect others, and is retried after a minute', async () => {
  const { clock, scheduler, began, errors } = setup({
    run: (id) => (id === 'bad' ? Promise.reject(new Error('a bug')) : Promise.resolve()),
  });
  scheduler.set('bad', start + 10);
  scheduler.set('good', start + 20);
  await clock.advance(60_010);
  expect(began).toEqual(['bad@10', 'good@20', 'bad@60010']);
  expect(errors).toEqual(['the run of bad failed', 'the run of bad failed']);
});

test('a run that throws synchronously is treated like one that rejects', async () => {
  const { clock, scheduler, errors } = setup({
    run: () => {
      throw new Error('a bug');
    },
  });
  scheduler.set('a', start);
  await clock.advance(0);
  expect(errors).toEqual(['the run of a failed']);
  expect(scheduler.dueAt('a')).toBe(start + 60_000);
});

test('after stop nothing starts, and stop waits for runs in progress', async () => {
  const { clock, scheduler, began, end } = setup({ limits: () => ({ maxOpen: 1, maxPerHost: 1 }) });
  scheduler.set('a', start + 1);
  scheduler.set('b', start + 1);
  scheduler.set('c', start + 50);
  await clock.advance(10);
  let hasStopped = false;
  const stopped = scheduler.stop().then(() => {
    hasStopped = true;
  });
  scheduler.set('d', start);
  await clock.advance(100);
  expect(hasStopped).toBe(false);
  end('a');
  await stopped;
  await clock.advance(100);
  expect(began).toEqual(['a@1']);
  expect(clock.pending()).toBe(0);
});

test('a due time beyond the range of one timer takes several', async () => {
  const { clock, scheduler, began } = setup({ run: atOnce });
  const inSixtyDays = 60 * 86_400_000;
  scheduler.set('a', start + inSixtyDays);
  await clock.advance(inSixtyDays - 1);
  expect(began).toEqual([]);
  await clock.advance(1);
  expect(began).toEqual([`a@${String(inSixtyDays)}`]);
});

test('when the wall clock jumps, every monitor keeps its remaining wait', async () => {
  const year = 365 * 86_400_000;
  for (const jump of [year, -year]) {
    const { clock, scheduler, began } = setup({ run: atOnce });
    scheduler.set('a', start + 100);
    scheduler.set('b', start + 300);
    clock.set(start + jump);
    expect(scheduler.dueAt('b')).toBe(start + jump + 300);
    scheduler.set('c', clock.now() + 200);
    await clock.advance(1_000);
    expect(began).toEqual(['a@100', 'b@300', 'c@200'].toSorted((x, y) => Number(x.slice(2)) - Number(y.slice(2))));
  }
});

test('ten thousand runs due at the same moment start over several turns of the event loop', async () => {
  const { clock, scheduler, began } = setup({ run: atOnce, hostOf: () => null });
  for (let n = 0; n < 10_000; n += 1) scheduler.set(String(n), start + 5);
  expect(clock.pending()).toBe(1);
  await clock.advance(5);
  expect(new Set(began).size).toBe(10_000);
});

interface Job {
  readonly host: number;
  readonly at: number;
  readonly takes: number;
}
const jobs = fc.array(
  fc.record({
    host: fc.integer({ min: 0, max: 3 }),
    at: fc.integer({ min: 0, max: 50 }),
    takes: fc.integer({ min: 0, max: 30 }),
  }),
  { maxLength: 40 },
);
const limits = fc.record({ maxOpen: fc.integer({ min: 1, max: 5 }), maxPerHost: fc.integer({ min: 1, max: 3 }) });

test('limits always hold, everything runs once, and each host is served in due order', async () => {
  await fc.assert(
    fc.asyncProperty(jobs, limits, async (asked, limit) => {
      const running: Job[] = [];
      const begun: Job[] = [];
      const jobOf = (id: string): Job => asked[Number(id)] ?? { host: 0, at: 0, takes: 0 };
      const { clock, scheduler, errors } = setup({
        hostOf: (id) => String(jobOf(id).host),
        limits: () => limit,
        run: async (id) => {
          const job = jobOf(id);
          begun.push(job);
          running.push(job);
          expect(running.length).toBeLessThanOrEqual(limit.maxOpen);
          expect(running.filter(({ host }) => host === job.host).length).toBeLessThanOrEqual(limit.maxPerHost);
          expect(clock.monotonic()).toBeGreaterThanOrEqual(job.at);
          await new Promise<void>((resolve) => void clock.setTimer(job.takes, resolve));
          running.splice(running.indexOf(job), 1);
        },
      });
      asked.forEach(({ at }, index) => {
        scheduler.set(String(index), start + at);
      });
      await clock.advance(5_000);
      // A broken expectation inside a run shows as a run that failed.
      expect(errors).toEqual([]);
      expect(begun.length).toBe(asked.length);
      for (const host of [0, 1, 2, 3]) {
        const times = begun.filter((job) => job.host === host).map(({ at }) => at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }
      await scheduler.stop();
    }),
    { numRuns: 60 },
  );
});
