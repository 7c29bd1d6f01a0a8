/** Screens. */
import type * as Electron from 'electron';

export const screen = {
  workAreas: [{ x: 0, y: 0, width: 1600, height: 1000 }] as Electron.Rectangle[],
  getAllDisplays: () => screen.workAreas.map((workArea, id) => ({ id, workArea })),
  getPrimaryDisplay: () => ({ id: 0, workArea: screen.workAreas[0] }),
};
