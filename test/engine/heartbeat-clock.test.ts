/** Vigilmon stops, sleeps and starts again: which time counts towards the deadlines of jobs, with the real store. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { MonitorSummary } from '../../electron/contract/model/state.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

let clock: ManualClock;
let directory: string;
let engine: TestEngine;

const tokens = { often: 'often-0123456789-token', hourly: 'hourly-0123456789-token', daily: 'daily-0123456789-token' };
type Job = keyof typeof tokens;

async function start(): Promise<void> {
  engine = await openTestEngine({ directory, clock });
  engine.start();
}

async function create(): Promise<void> {
  const jobs = [
    { id: 'often', schedule: { every: '10s' }, grace: '10s' },
    { id: 'hourly', schedule: { every: '1h' }, grace: '6m' },
    { id: 'daily', schedule: { every: '1d' }, grace: '1h' },
  ] as const;
  for (const job of jobs)
    valueOf(await engine.api.monitors.create({ ...job, kind: 'heartbeat', token: tokens[job.id] }));
}

beforeEach(async () => {
  clock = manualClock();
  directory = tempDirectory(onTestFinished);
  await start();
  await create();
});
afterEach(() => engine.stop());

/** Nothing runs for so long. */
async function shutDown(ms: number): Promise<void> {
  await engine.stop();
  clock.set(clock.now() + ms);
  await start();
  await clock.advance(0);
}

async function sleep(ms: number): Promise<void> {
  clock.set(clock.now() + ms);
  engine.wake();
  await clock.advance(0);
}

async function ping(job: Job, remoteAddress = '127.0.0.1', at?: number): Promise<void> {
  const said = { exitCode: null, runId: null, body: '', userAgent: 'test' };
  expect(await engine.receivePing({ token: tokens[job], kind: 'success', remoteAddress, at, ...said })).toBe('ok');
}

async function jobOf(id: Job): Promise<MonitorSummary> {
  const { monitors } = valueOf(await engine.api.overview.get(undefined));
  const found = monitors.find((monitor) => monitor.id === id);
  if (found === undefined) throw new Error(`no monitor ${id}`);
  return found;
}
const stateOf = async (id: Job): Promise<string> => (await jobOf(id)).state;

describe('a job of this computer', () => {
  test('is not down because Vigilmon was restarted', async () => {
    await ping('often');
    await shutDown(19 * second);
    expect(await stateOf('often')).toBe('up');
    await clock.advance(19 * second);
    expect(await stateOf('often')).toBe('late');
    await clock.advance(second);
    expect(await stateOf('often')).toBe('down');
  });

  test.each([
    ['a shutdown', shutDown],
    ['a sleep', sleep],
  ])('that runs every hour is not down after %s over night', async (_, leave) => {
    await ping('hourly');
    await clock.advance(50 * minute);
    await leave(9 * hour);
    expect(await stateOf('hourly')).toBe('up');
    await clock.advance(17 * minute);
    expect(await stateOf('hourly')).toBe('down');
  });

  test('that runs every day has one full grace after a night in which it was due', async () => {
    await ping('daily');
    await clock.advance(20 * hour);
    await shutDown(9 * hour);
    const returnedAt = clock.now();
    await clock.advance(59 * minute);
    expect(await stateOf('daily')).toBe('late');
    await clock.advance(minute);
    expect(await jobOf('daily')).toMatchObject({ state: 'down', since: returnedAt });
  });

  test('whose ping was spooled during a restart is due a period after the return', async () => {
    await ping('often');
    const downAt = clock.now() + 5 * second;
    await shutDown(19 * second);
    await ping('often', '127.0.0.1', downAt);
    expect((await jobOf('often')).deadlineAt).toBe(clock.now() + 10 * second);
  });

  test('is given the time of an absence once, however often Vigilmon crashes after it', async () => {
    await ping('hourly');
    await shutDown(9 * hour);
    const { deadlineAt } = await jobOf('hourly');
    await shutDown(0);
    expect((await jobOf('hourly')).deadlineAt).toBe(deadlineAt);
  });
});

describe('the clock of a job', () => {
  test('is set by the origin of its first ping, and shown', async () => {
    expect((await jobOf('often')).clock).toBeNull();
    await ping('often', '::1');
    await ping('often', '192.0.2.7');
    await ping('hourly', '192.0.2.7');
    expect([(await jobOf('often')).clock, (await jobOf('hourly')).clock]).toEqual(['awake', 'wall']);
    await shutDown(0);
    expect([(await jobOf('often')).clock, (await jobOf('hourly')).clock]).toEqual(['awake', 'wall']);
  });

  test('can be chosen', async () => {
    valueOf(await engine.api.monitors.update({ id: 'hourly', kind: 'heartbeat', clock: 'wall' }));
    await ping('hourly');
    await shutDown(2 * hour);
    expect(await stateOf('hourly')).toBe('down');
  });

  test('on the wall goes on while Vigilmon does not run', async () => {
    await ping('hourly', '192.0.2.7');
    const dueAt = clock.now() + hour;
    await shutDown(9 * hour);
    expect(await jobOf('hourly')).toMatchObject({ state: 'down', since: dueAt });
  });
});

test('the time of a run does not include what the clock was set by meanwhile', async () => {
  const rid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
  const said = { exitCode: null, body: '', userAgent: 'test', remoteAddress: '127.0.0.1' };
  for (const runId of [rid, null]) {
    await engine.receivePing({ token: tokens.hourly, kind: 'start', runId, ...said });
    await clock.advance(2 * minute);
    clock.set(clock.now() + hour);
    await clock.advance(minute);
    await engine.receivePing({ token: tokens.hourly, kind: 'success', runId, ...said });
  }
  const { items } = valueOf(await engine.api.pings.list({ monitorId: 'hourly' }));
  const times = items.filter(({ kind }) => kind === 'success').map(({ runTime }) => runTime ?? 0);
  // A jump counts from the last tick before it.
  for (const time of times) expect(Math.abs(time - 3 * minute)).toBeLessThanOrEqual(5 * second);
});

test('over sleeps, restarts and clock changes a job is down exactly if it was silent while the computer was there', async () => {
  const length = fc.integer({ min: 1, max: 80 }).map((minutes) => minutes * minute);
  const happening = fc.record({ is: fc.constantFrom('run', 'run', 'sleep', 'restart', 'set', 'ping'), ms: length });
  /** What a clock change or a sleep may hide: the time since the last tick. */
  const blurMs = 6 * second;
  const property = fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 14 }), async (story) => {
    await engine.stop();
    [clock, directory] = [manualClock(), tempDirectory(onTestFinished)];
    await start();
    await create();
    await ping('hourly');
    let [countedMs, blurs] = [0, 0];
    for (const { is, ms } of story) {
      if (is === 'run') await clock.advance(ms);
      else if (is === 'sleep') await sleep(ms);
      else if (is === 'restart') await shutDown(ms);
      else if (is === 'set') {
        clock.set(clock.now() - ms);
        // A clock that is set in the last seconds before an absence looks like a shorter absence.
        await clock.advance(blurMs);
      } else await ping('hourly');
      const passedMs = is === 'run' ? ms : is === 'set' ? blurMs : 0;
      [countedMs, blurs] = is === 'ping' ? [0, 0] : [countedMs + passedMs, blurs + 1];
      await clock.advance(0);
      const isDown = (await stateOf('hourly')) === 'down';
      if (countedMs < 66 * minute) expect(isDown).toBe(false);
      if (countedMs - blurs * blurMs >= 66 * minute) expect(isDown).toBe(true);
    }
  });
  await fc.assert(property, { numRuns: 10, endOnFailure: true });
});
