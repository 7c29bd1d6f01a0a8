import { beforeEach, expect, test, vi } from 'vitest';
import { watchPower } from '../../electron/main/power.ts';
import { app, FakeEvent, powerMonitor } from '../support/fake-electron.ts';
import { manualClock } from '../support/manual-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

beforeEach(() => {
  app.removeAllListeners();
  app.exitCodes.length = 0;
  powerMonitor.isOnBattery = false;
});

function start(platform: NodeJS.Platform, isDischarging?: () => boolean) {
  const reported: (string | boolean)[] = [];
  const engine = {
    sleep: () => void reported.push('sleep'),
    wake: () => void reported.push('wake'),
    setOnBattery: (is: boolean) => void reported.push(is),
  };
  const clock = manualClock();
  const stop = watchPower(engine, {
    platform,
    clock,
    logger: recordedLog(),
    ...(isDischarging === undefined ? {} : { isDischarging }),
  });
  return { reported, clock, stop };
}

test('the engine is notified of sleep, wake and unlock, which some systems report first', () => {
  const { reported, stop } = start('darwin');
  powerMonitor.emit('suspend');
  powerMonitor.emit('resume');
  powerMonitor.emit('unlock-screen');
  expect(reported).toEqual([false, 'sleep', 'wake', false, 'wake', false]);
  stop();
});

test('a power change is applied at once if the system reports it', () => {
  const { reported, stop } = start('darwin');
  powerMonitor.isOnBattery = true;
  powerMonitor.emit('on-battery');
  powerMonitor.isOnBattery = false;
  powerMonitor.emit('on-ac');
  expect(reported).toEqual([false, true, false]);
  stop();
});

test('and within half a minute if it does not', async () => {
  const { reported, clock, stop } = start('win32');
  powerMonitor.isOnBattery = true;
  await clock.advance(30_000);
  expect(reported).toEqual([false, true]);
  stop();
});

test('on Linux the kernel is queried', async () => {
  let isDischarging = true;
  const { reported, clock, stop } = start('linux', () => isDischarging);
  isDischarging = false;
  await clock.advance(30_000);
  expect(reported).toEqual([true, false]);
  stop();
});

test("the computer's shutdown is a normal quit, and waits for it", () => {
  const { stop } = start('linux', () => false);
  const event = new FakeEvent();
  powerMonitor.emit('shutdown', event);
  expect([event.defaultPrevented, app.exitCodes]).toEqual([true, [0]]);
  stop();
});

test('nothing is reported after it has been stopped', async () => {
  const { reported, clock, stop } = start('linux', () => false);
  stop();
  powerMonitor.emit('resume');
  await clock.advance(120_000);
  expect([reported, clock.pending(), powerMonitor.eventNames()]).toEqual([[false], 0, []]);
});
