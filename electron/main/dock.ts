/** macOS: the Dock shows the program while it has a window. Without one it is in the menu bar alone. */
import { app } from 'electron';
import type { MainWindow } from './window.ts';

export function followDock(window: Pick<MainWindow, 'onShown' | 'onPutAway'>): void {
  const { dock } = app;
  if (dock === undefined) return;
  window.onShown(() => void dock.show());
  window.onPutAway(() => dock.hide());
}
