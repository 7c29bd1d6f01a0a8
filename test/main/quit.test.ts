import { beforeEach, describe, expect, test, vi } from 'vitest';
import { speechFor } from '../../electron/engine/wording/languages.ts';
import { flushBeforeQuit, quitByUser } from '../../electron/main/quit.ts';
import { app, dialog } from '../support/fake-electron.ts';
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

test('what waits to be installed is installed once all has ended, and quits the program its own way', async () => {
  const clock = manualClock();
  const done: string[] = [];
  const stop = [async () => void done.push('engine')];
  const installAtEnd = (): boolean => {
    done.push('installer');
    app.quit();
    return true;
  };
  flushBeforeQuit({ closeFirst: [], stop, installAtEnd, clock, logger: recordedLog() });
  app.quit();
  await clock.advance(0);
  expect([done, app.exitCodes]).toEqual([['engine', 'installer'], [0]]);
});

test('an installer that does not quit the program cannot keep it', async () => {
  const clock = manualClock();
  flushBeforeQuit({ closeFirst: [], stop: [], installAtEnd: () => true, clock, logger: recordedLog() });
  app.quit();
  await clock.advance(59_999);
  expect(app.exitCodes).toEqual([]);
  await clock.advance(1);
  expect(app.exitCodes).toEqual([0]);
});

test('an installer that cannot be started does not keep it either', async () => {
  const clock = manualClock();
  const logger = recordedLog();
  const installAtEnd = (): boolean => {
    throw new Error('no such file');
  };
  flushBeforeQuit({ closeFirst: [], stop: [], installAtEnd, clock, logger });
  app.quit();
  await clock.advance(0);
  expect([app.exitCodes, logger.lines]).toEqual([[0], ['error: what was downloaded could not be installed']]);
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

describe('by the user', () => {
  beforeEach(() => {
    dialog.asked.length = 0;
  });

  function quitting(isUnloaded: boolean, answer = 0) {
    dialog.answer = answer;
    const opened: string[] = [];
    const window = { unload: () => Promise.resolve(isUnloaded), open: () => void opened.push('window') };
    const quit = quitByUser(() => window, { speech: speechFor('en'), logger: recordedLog() });
    return { quit, opened };
  }

  test('nothing is asked while nothing is lost', async () => {
    const { quit, opened } = quitting(true);
    expect(await quit()).toBe(true);
    expect(app.exitCodes).toEqual([0]);
    expect([dialog.asked, opened]).toEqual([[], []]);
  });

  test('a form with unsaved changes is shown, and kept if the user prefers', async () => {
    const { quit, opened } = quitting(false, 0);
    expect(await Promise.all([quit(), quit()])).toEqual([false, false]);
    expect(dialog.asked).toHaveLength(1);
    expect(dialog.asked[0]).toMatchObject({ message: 'Quit without saving?', buttons: ['Keep editing', 'Quit'] });
    expect([opened, app.exitCodes]).toEqual([['window'], []]);
  });

  test('it is discarded if the user agrees', async () => {
    expect(await quitting(false, 1).quit()).toBe(true);
    expect(app.exitCodes).toEqual([0]);
  });
});
