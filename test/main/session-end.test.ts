import { beforeEach, expect, test, vi } from 'vitest';
import { flushAtSessionEnd } from '../../electron/main/session-end.ts';
import { app, BaseWindow, FakeEvent } from '../support/fake-electron.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

beforeEach(() => {
  app.removeAllListeners();
  app.exitCodes.length = 0;
  BaseWindow.made.length = 0;
});

test('Windows: what is pending is written when the session may end, and the program quits when it does', () => {
  const flush = vi.fn();
  flushAtSessionEnd({ flush }, 'win32');
  const [window] = BaseWindow.made;
  expect(window?.options).toMatchObject({ show: false, skipTaskbar: true });
  const query = new FakeEvent();
  window?.emit('query-session-end', query);
  // Another program may still prevent the end, but not this one.
  expect([flush.mock.calls.length, query.defaultPrevented, app.exitCodes]).toEqual([1, false, []]);
  window?.emit('session-end', new FakeEvent());
  expect([flush.mock.calls.length, app.exitCodes]).toEqual([2, [0]]);
});

test.each(['linux', 'darwin'] as const)('on %s no window is needed', (platform) => {
  flushAtSessionEnd({ flush: vi.fn() }, platform);
  expect(BaseWindow.made).toEqual([]);
});
