/** The demonstration's jobs, against a listener that notes what arrives. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openJobRunner, type JobRunner } from '../../../build/demo/job-runner.ts';
import { jobId } from '../../../build/demo/jobs.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';

async function rig(): Promise<{ runner: JobRunner; clock: ManualClock; arrived: readonly string[] }> {
  const arrived: string[] = [];
  const server = createServer((request, response) => {
    arrived.push(request.url ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const clock = manualClock();
  const { port } = server.address() as AddressInfo;
  const runner = openJobRunner({ clock, pingUrlOf: (id) => `http://127.0.0.1:${String(port)}/${id}` });
  onTestFinished(runner.stopAll);
  return { runner, clock, arrived };
}

test('a job says when it begins and when it is done, again and again', async () => {
  const { runner, clock, arrived } = await rig();
  runner.start(jobId);
  await expect.poll(() => arrived).toEqual([`/${jobId}/start`]);
  await clock.advance(14_000);
  await expect.poll(() => arrived).toEqual([`/${jobId}/start`, `/${jobId}`]);
  await clock.advance(1_000);
  await expect.poll(() => arrived).toHaveLength(3);
});

test('a job that is stopped ends the run that is under way and begins no other, until it is started again', async () => {
  const { runner, clock, arrived } = await rig();
  runner.start(jobId);
  runner.start(jobId);
  await expect.poll(() => arrived).toEqual([`/${jobId}/start`]);
  runner.stop(jobId);
  await clock.advance(60_000);
  await expect.poll(() => arrived).toEqual([`/${jobId}/start`, `/${jobId}`]);
  expect(clock.pending()).toBe(0);
  runner.start(jobId);
  await expect.poll(() => arrived).toHaveLength(3);
});
