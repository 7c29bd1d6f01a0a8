import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ipcChannels, type Bridge } from '../../electron/contract/ipc.ts';
import { contextBridge, FakeEvent, ipcRenderer } from '../support/fake-electron.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

let vigilmon: Bridge;

beforeAll(async () => {
  await import('../../electron/preload/index.ts');
  vigilmon = contextBridge.exposed.get('vigilmon') as Bridge;
});
beforeEach(() => {
  ipcRenderer.invoked.length = 0;
});

test('the page gets one function to call, the subscription, and nothing else', () => {
  expect([...contextBridge.exposed.keys()]).toEqual(['vigilmon']);
  expect(Object.keys(vigilmon)).toEqual(['call', 'subscribe']);
});

test('a call is sent under its name with its one input, and its response is returned unchanged', async () => {
  expect(await vigilmon.call('monitors.get', { id: 'shop-api' })).toBe('{"ok":true,"value":null}');
  await Reflect.apply(vigilmon.call, null, ['overview.get', undefined, 'more']);
  expect(ipcRenderer.invoked).toEqual([
    [ipcChannels.call, 'monitors.get', { id: 'shop-api' }],
    [ipcChannels.call, 'overview.get', undefined],
  ]);
});

test("events and gaps reach a subscriber, without Electron's event object, until it unsubscribes", () => {
  const seen: unknown[] = [];
  const leave = vigilmon.subscribe(
    (...args: unknown[]) => seen.push(args),
    (...args: unknown[]) => seen.push(['gap', ...args]),
  );
  ipcRenderer.emit(ipcChannels.events, new FakeEvent(), [{ type: 'rules' }]);
  ipcRenderer.emit(ipcChannels.gap, new FakeEvent());
  leave();
  ipcRenderer.emit(ipcChannels.events, new FakeEvent(), [{ type: 'rules' }]);
  ipcRenderer.emit(ipcChannels.gap, new FakeEvent());
  expect(seen).toEqual([[{ type: 'rules' }], ['gap']]);
  expect(ipcRenderer.eventNames()).toEqual([]);
});
