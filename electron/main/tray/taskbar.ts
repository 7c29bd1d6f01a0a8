/**
 * What the Windows taskbar shows besides the tray icon: an overlay on the window's button while something is wrong, and
 * the monitors that need attention in its jump list. Other systems have neither.
 */
import { app, nativeImage, type BrowserWindow, type JumpListItem } from 'electron';
import { linkTo, pageAddress } from '../../contract/page-address.ts';
import type { Logger } from '../../engine/ports.ts';
import type { TrayPicture } from './icon.ts';
import type { Attention } from './wording.ts';

export interface TaskbarLook {
  readonly picture: TrayPicture;
  /** Read aloud in place of the picture. */
  readonly tooltip: string;
  /** Worst first. */
  readonly attention: readonly Attention[];
}

type WithButton = Pick<BrowserWindow, 'setOverlayIcon'>;

interface Taskbar {
  readonly show: (look: TaskbarLook) => void;
}

export const noTaskbar: Taskbar = { show: () => undefined };

const shownOverWindow: ReadonlySet<TrayPicture> = new Set(['down', 'degraded', 'offline']);

/** @param fileOf of an .ico. */
export function openTaskbar(fileOf: (picture: TrayPicture) => string, logger: Logger): Taskbar {
  const windows = new Set<WithButton>();
  let shown: TaskbarLook = { picture: 'unknown', tooltip: '', attention: [] };

  app.on('browser-window-created', (_event, window) => {
    windows.add(window);
    window.once('closed', () => windows.delete(window));
    overlay(window);
  });

  function overlay(window: WithButton): void {
    const { picture, tooltip } = shown;
    if (shownOverWindow.has(picture)) window.setOverlayIcon(nativeImage.createFromPath(fileOf(picture)), tooltip);
    else window.setOverlayIcon(null, '');
  }

  function listAttention(attention: readonly Attention[]): void {
    const result = app.setJumpList([{ type: 'tasks', items: attention.map(jumpListItem) }]);
    if (result !== 'ok') logger.warn('the jump list could not be set', { result });
  }

  return {
    show(look) {
      const { picture, tooltip, attention } = shown;
      shown = look;
      if (look.picture !== picture || look.tooltip !== tooltip) windows.forEach(overlay);
      if (JSON.stringify(look.attention) !== JSON.stringify(attention)) listAttention(look.attention);
    },
  };
}

/** Tasks, unlike the items of other categories, cannot be removed by the user, which Windows would then insist on. */
function jumpListItem({ id, text }: Attention): JumpListItem {
  return {
    type: 'task',
    program: process.execPath,
    args: `-- ${linkTo(pageAddress({ view: 'monitor', id }))}`,
    title: text,
    description: text,
    iconPath: process.execPath,
    iconIndex: 0,
  };
}
