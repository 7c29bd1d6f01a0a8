/**
 * Forwards the engine's events to the window while it is visible. Events of a hidden window are dropped and reported as
 * one gap when it is shown again: a hidden window costs nothing and never shows stale data afterwards.
 */
import { ipcChannels } from '../../contract/ipc.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Cancel } from '../../engine/ports.ts';
import { createEventBatches } from '../../http/event-batches.ts';
import type { MainWindow } from '../window.ts';

export function forwardEvents(engine: Pick<Engine, 'on'>, window: Pick<MainWindow, 'current' | 'onShown'>): Cancel {
  let hasGap = false;
  const stopShown = window.onShown(() => {
    if (!hasGap) return;
    hasGap = false;
    window.current()?.webContents.send(ipcChannels.gap);
  });
  const batches = createEventBatches((events) => {
    const page = window.current();
    if (page === null) return;
    if (page.isVisible() && !page.isMinimized()) page.webContents.send(ipcChannels.events, events);
    else hasGap = true;
  });
  const stopListening = engine.on(batches.add);
  return () => {
    stopShown();
    stopListening();
    batches.stop();
  };
}
