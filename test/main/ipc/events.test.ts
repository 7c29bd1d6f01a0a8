import { beforeEach, expect, test, vi } from 'vitest';
import type { EngineEvent } from '../../../electron/contract/events.ts';
import { ipcChannels } from '../../../electron/contract/ipc.ts';
import { forwardEvents } from '../../../electron/main/ipc/events.ts';
import { openedWindow, windowUnderTest, type WindowUnderTest } from '../open-window.ts';

vi.mock('electron', () => import('../../support/fake-electron.ts'));

const listeners = new Set<(event: EngineEvent) => void>();
const engine = {
  on: (listener: (event: EngineEvent) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
const emit = (event: EngineEvent): void => listeners.forEach((listener) => listener(event));
const rules: EngineEvent = { type: 'rules' };

beforeEach(() => listeners.clear());

function sent({ made }: WindowUnderTest): readonly unknown[] {
  return made().webContents.sent;
}

test('a visible window gets every event, in order', () => {
  const under = openedWindow();
  forwardEvents(engine, under.window);
  emit(rules);
  emit({ type: 'system' });
  expect(sent(under)).toEqual([
    [ipcChannels.events, [{ type: 'rules' }]],
    [ipcChannels.events, [{ type: 'system' }]],
  ]);
});

test('a hidden window gets nothing, and one gap when it is shown again', () => {
  const under = openedWindow();
  forwardEvents(engine, under.window);
  under.made().clickClose();
  emit(rules);
  emit(rules);
  expect(sent(under)).toEqual([]);
  under.window.open();
  emit({ type: 'system' });
  expect(sent(under)).toEqual([[ipcChannels.gap], [ipcChannels.events, [{ type: 'system' }]]]);
});

test('a minimized window counts as hidden', () => {
  const under = openedWindow();
  forwardEvents(engine, under.window);
  under.made().minimize();
  emit(rules);
  expect(sent(under)).toEqual([]);
  under.made().restore();
  expect(sent(under)).toEqual([[ipcChannels.gap]]);
});

test('a window that missed nothing fetches nothing', () => {
  const under = openedWindow();
  forwardEvents(engine, under.window);
  under.made().clickClose();
  under.window.open();
  expect(sent(under)).toEqual([]);
});

test('events before the window first opens leave no gap, since the page fetches everything', () => {
  const under = windowUnderTest();
  forwardEvents(engine, under.window);
  emit(rules);
  under.window.open();
  under.made().emit('ready-to-show');
  expect(sent(under)).toEqual([]);
});

test('it stops with the engine and the window at once', () => {
  const under = openedWindow();
  const stop = forwardEvents(engine, under.window);
  stop();
  emit(rules);
  expect([listeners.size, sent(under)]).toEqual([0, []]);
});
