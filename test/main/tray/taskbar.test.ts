import { beforeEach, describe, expect, test, vi } from 'vitest';
import { app, BrowserWindow, Tray } from '../../support/fake-electron.ts';
import { matching } from '../../support/matching.ts';
import { monitor, overview } from './overviews.ts';
import { down, fakeSource, show, tray, turnTo, up } from './shown-tray.ts';

vi.mock('electron', () => import('../../support/fake-electron.ts'));

beforeEach(() => {
  Tray.made.length = 0;
});

describe('the taskbar of Windows', () => {
  test('shows over the window that something is down, also over a window that is opened later', async () => {
    const source = fakeSource(down);
    const { closing, clock } = show(source, 'win32');
    const early = new BrowserWindow();
    expect(early.overlay.icon).toBeNull();
    await closing;
    const late = new BrowserWindow();
    for (const { overlay } of [early, late])
      expect(overlay).toEqual({ icon: { path: '/icons/tray/down.ico' }, description: tray().tooltip });
    turnTo(source, up);
    await clock.advance(500);
    expect([early.overlay.icon, late.overlay.icon]).toEqual([null, null]);
  });

  test('leaves closed windows alone', async () => {
    const source = fakeSource(up);
    const { closing, clock } = show(source, 'win32');
    await closing;
    const window = new BrowserWindow();
    window.emit('closed');
    turnTo(source, down);
    await clock.advance(500);
    expect(window.overlay.icon).toBeNull();
  });

  test('lists what needs attention, each as a link to its monitor', async () => {
    const source = fakeSource(overview('down', [{ ...monitor('a', 'down'), name: 'A & B' }, monitor('b', 'up')]));
    const { closing, clock } = show(source, 'win32');
    await closing;
    expect(app.jumpList).toMatchObject([
      {
        type: 'tasks',
        items: [{ type: 'task', args: '-- vigilmon://monitors/a', title: matching(/^A & B: down since /) }],
      },
    ]);
    turnTo(source, overview('up', [monitor('a', 'up'), monitor('b', 'up')]));
    await clock.advance(500);
    expect(app.jumpList).toEqual([{ type: 'tasks', items: [] }]);
  });

  test('is left alone on other systems', async () => {
    app.jumpList = null;
    await show(fakeSource(down), 'linux').closing;
    expect(app.jumpList).toBeNull();
  });
});
