import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { callNames, type VigilmonClient } from '../../electron/contract/api.ts';
import { ipcChannels } from '../../electron/contract/ipc.ts';
import { contextBridge, FakeEvent, ipcRenderer } from '../support/fake-electron.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

let vigilmon: VigilmonClient;

beforeAll(async () => {
  await import('../../electron/preload/index.ts');
  vigilmon = contextBridge.exposed.get('vigilmon') as VigilmonClient;
});
beforeEach(() => {
  ipcRenderer.invoked.length = 0;
});

test('the page gets the calls of the contract and the subscription, and nothing else', () => {
  expect([...contextBridge.exposed.keys()]).toEqual(['vigilmon']);
  expect(Object.keys(vigilmon)).toEqual(['api', 'subscribe']);
  const offered = Object.entries(vigilmon.api).map(([group, calls]) => [group, Object.keys(calls as object)]);
  expect(offered).toEqual(Object.entries(callNames));
});

test('a call goes out under its name, with its one argument', async () => {
  expect(await vigilmon.api.monitors.get({ id: 'shop-api' })).toEqual({ ok: true, value: null });
  await Reflect.apply(vigilmon.api.overview.get, null, [undefined, 'more']);
  expect(ipcRenderer.invoked).toEqual([
    [ipcChannels.call, 'monitors.get', { id: 'shop-api' }],
    [ipcChannels.call, 'overview.get', undefined],
  ]);
});

test('events and gaps reach a subscriber, without the event of Electron, until it leaves', () => {
  const seen: unknown[] = [];
  const leave = vigilmon.subscribe(
    (...args: unknown[]) => seen.push(args),
    (...args: unknown[]) => seen.push(['gap', ...args]),
  );
  ipcRenderer.emit(ipcChannels.event, new FakeEvent(), { type: 'rules' });
  ipcRenderer.emit(ipcChannels.gap, new FakeEvent());
  leave();
  ipcRenderer.emit(ipcChannels.event, new FakeEvent(), { type: 'rules' });
  ipcRenderer.emit(ipcChannels.gap, new FakeEvent());
  expect(seen).toEqual([[{ type: 'rules' }], ['gap']]);
  expect(ipcRenderer.eventNames()).toEqual([]);
});
