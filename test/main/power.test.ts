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

function watch(platform: NodeJS.Platform, isDischarging?: () => boolean) {
  const told: (string | boolean)[] = [];
  const engine = {
    sleep: () => void told.push('sleep'),
    wake: () => void told.push('wake'),
    setOnBattery: (is: boolean) => void told.push(is),
  };
  const clock = manualClock();
  const stop = watchPower(engine, {
    platform,
    clock,
    logger: recordedLog(),
    ...(isDischarging === undefined ? {} : { isDischarging }),
  });
  return { told, clock, stop };
}

test('the engine is told of sleeping and of waking, and of unlocking, which is the first that some systems say', () => {
  const { told, stop } = watch('darwin');
  powerMonitor.emit('suspend');
  powerMonitor.emit('resume');
  powerMonitor.emit('unlock-screen');
  expect(told).toEqual([false, 'sleep', 'wake', false, 'wake', false]);
  stop();
});

test('a change of the power is told at once where the system says so', () => {
  const { told, stop } = watch('darwin');
  powerMonitor.isOnBattery = true;
  powerMonitor.emit('on-battery');
  powerMonitor.isOnBattery = false;
  powerMonitor.emit('on-ac');
  expect(told).toEqual([false, true, false]);
  stop();
});

test('and within half a minute where it does not', async () => {
  const { told, clock, stop } = watch('win32');
  powerMonitor.isOnBattery = true;
  await clock.advance(30_000);
  expect(told).toEqual([false, true]);
  stop();
});

test('on Linux the kernel is asked', async () => {
  let isDischarging = true;
  const { told, clock, stop } = watch('linux', () => isDischarging);
  isDischarging = false;
  await clock.advance(30_000);
  expect(told).toEqual([true, false]);
  stop();
});

test('the shutdown of the computer is a quit like any other, which it waits for', () => {
  const { stop } = watch('linux', () => false);
  const event = new FakeEvent();
  powerMonitor.emit('shutdown', event);
  expect([event.defaultPrevented, app.exitCodes]).toEqual([true, [0]]);
  stop();
});

test('once ended it hears nothing more', async () => {
  const { told, clock, stop } = watch('linux', () => false);
  stop();
  powerMonitor.emit('resume');
  await clock.advance(120_000);
  expect([told, clock.pending(), powerMonitor.eventNames()]).toEqual([[false], 0, []]);
});
