/** Pausing all monitors at once, and resuming them. */
import { beforeEach, expect, test } from 'vitest';
import { openEngineWithJobs, type EngineWithJobs } from '../../support/engine-with-jobs.ts';
import { valueOf } from '../../support/test-engine.ts';

let engine: EngineWithJobs;

/** `c` was paused by itself. */
beforeEach(async () => {
  engine = await openEngineWithJobs();
  for (const id of ['a', 'b', 'c']) await engine.job(id);
  valueOf(await engine.api.monitors.pause({ id: 'c' }));
});

async function running(): Promise<readonly string[]> {
  const monitors = valueOf(await engine.api.monitors.list(undefined));
  return monitors.filter(({ enabled }) => enabled).map(({ id }) => id);
}

async function hasPausedTogether(): Promise<boolean> {
  return valueOf(await engine.api.overview.get(undefined)).hasPausedTogether;
}

test('resuming all resumes just those that were paused all at once, also after an edit and a restart', async () => {
  const { monitors } = engine.api;
  expect(valueOf(await monitors.pauseAll(undefined))).toEqual({ ids: ['a', 'b'] });
  expect([await running(), await hasPausedTogether()]).toEqual([[], true]);
  valueOf(await monitors.update({ id: 'a', kind: 'heartbeat', tags: ['job'] }));
  await engine.restart();
  expect(await hasPausedTogether()).toBe(true);
  expect(valueOf(await engine.api.monitors.resumeAll(undefined))).toEqual({ ids: ['a', 'b'] });
  expect([await running(), await hasPausedTogether()]).toEqual([['a', 'b'], false]);
});

test('pausing all again keeps what it paused before', async () => {
  const { monitors } = engine.api;
  valueOf(await monitors.pauseAll(undefined));
  valueOf(await monitors.resume({ id: 'a' }));
  expect(valueOf(await monitors.pauseAll(undefined))).toEqual({ ids: ['a'] });
  expect(valueOf(await monitors.resumeAll(undefined)).ids.toSorted()).toEqual(['a', 'b']);
});

test('a monitor that ran in between and was paused by itself stays paused, also after a restart', async () => {
  const { monitors } = engine.api;
  valueOf(await monitors.pauseAll(undefined));
  valueOf(await monitors.resume({ id: 'a' }));
  valueOf(await monitors.pause({ id: 'a' }));
  await engine.restart();
  expect(valueOf(await engine.api.monitors.resumeAll(undefined))).toEqual({ ids: ['b'] });
  expect(await hasPausedTogether()).toBe(false);
});

test('resuming all resumes everything if each was paused by itself', async () => {
  const { monitors } = engine.api;
  for (const id of ['a', 'b']) valueOf(await monitors.pause({ id }));
  expect(await hasPausedTogether()).toBe(false);
  expect(valueOf(await monitors.resumeAll(undefined)).ids.toSorted()).toEqual(['a', 'b', 'c']);
});

test('either is undone for just those that it was about', async () => {
  const { monitors } = engine.api;
  valueOf(await monitors.pauseAll(undefined));
  valueOf(await monitors.resume({ id: 'a' }));
  const { ids: paused } = valueOf(await monitors.pauseAll(undefined));
  expect(valueOf(await monitors.resumeAll({ ids: [...paused] }))).toEqual({ ids: ['a'] });
  const { ids: resumed } = valueOf(await monitors.resumeAll(undefined));
  expect(resumed).toEqual(['b']);
  expect(valueOf(await monitors.pauseAll({ ids: [...resumed] }))).toEqual({ ids: ['b'] });
  expect([await running(), await hasPausedTogether()]).toEqual([['a'], true]);
});

test('pausing and resuming all are announced with what they leave', async () => {
  const { monitors } = engine.api;
  const paused = engine.until('overview', ({ overview }) => overview.counts.paused === 3);
  valueOf(await monitors.pauseAll(undefined));
  await engine.clock.advance(100);
  expect((await paused).overview.hasPausedTogether).toBe(true);
  const resumed = engine.until('overview', ({ overview }) => overview.counts.paused === 1);
  valueOf(await monitors.resumeAll(undefined));
  await engine.clock.advance(100);
  expect((await resumed).overview.hasPausedTogether).toBe(false);
});
