import { beforeEach, expect, test, vi } from 'vitest';
import { flushBeforeQuit } from '../../electron/main/quit.ts';
import { app } from '../support/fake-electron.ts';
import { manualClock } from '../support/manual-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

beforeEach(() => {
  app.removeAllListeners();
  app.exitCodes.length = 0;
});

function setup(...stop: (() => Promise<void>)[]) {
  const clock = manualClock();
  const logger = recordedLog();
  const closed: string[] = [];
  flushBeforeQuit({ closeFirst: [() => void closed.push('window')], stop, clock, logger });
  return { clock, logger, closed };
}

test('quitting waits for the engine, and closes it once', async () => {
  const stops: (() => void)[] = [];
  const { clock } = setup(() => new Promise((resolve) => stops.push(resolve)));
  app.quit();
  app.quit();
  await clock.advance(1_000);
  expect([stops.length, app.exitCodes]).toEqual([1, []]);
  stops[0]?.();
  await clock.advance(0);
  expect(app.exitCodes).toEqual([0]);
});

test('a hanging engine is abandoned after two seconds', async () => {
  const { clock, logger } = setup(() => new Promise(() => undefined));
  app.quit();
  await clock.advance(1_999);
  expect(app.exitCodes).toEqual([]);
  await clock.advance(1);
  expect([app.exitCodes, logger.lines]).toEqual([[0], ['warn: not everything had ended in time']]);
});

test('synchronous parts are closed first, and the rest in order', async () => {
  const stopped: string[] = [];
  const { clock, closed } = setup(
    async () => void stopped.push(`listener after ${closed.join()}`),
    async () => void stopped.push('engine'),
  );
  app.quit();
  await clock.advance(0);
  expect([stopped, app.exitCodes]).toEqual([['listener after window', 'engine'], [0]]);
});

test('a listener that fails to close delays neither the engine nor the user', async () => {
  let isStopped = false;
  const { clock, logger } = setup(
    () => Promise.reject(new Error('no such socket')),
    async () => void (isStopped = true),
  );
  app.quit();
  await clock.advance(0);
  expect([isStopped, app.exitCodes, logger.lines]).toEqual([true, [0], ['error: not everything stopped cleanly']]);
});
