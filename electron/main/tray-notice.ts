/**
 * A one-time notification that closing the window does not quit, as it does in most programs, and where the program is
 * to be found: in the tray, or without one in the taskbar.
 */
import type { Logger, NativeNotifier } from '../engine/ports.ts';
import type { Speech } from '../engine/wording/languages.ts';
import type { DesktopMemory } from './desktop-memory.ts';

interface TrayNoticeOptions {
  readonly memory: DesktopMemory;
  readonly notifier: NativeNotifier;
  readonly hasTray: () => boolean;
  readonly platform: NodeJS.Platform;
  readonly speech: Pick<Speech, 'wording'>;
  readonly logger: Logger;
}

export function trayNotice({ memory, notifier, hasTray, platform, speech, logger }: TrayNoticeOptions): () => void {
  const { title, tray, menuBar, taskbar } = speech.wording.desktop.stillRunning;
  const inTray = platform === 'darwin' ? menuBar : tray;
  return () => {
    const key = hasTray() ? 'isToldOfTray' : 'isToldOfTaskbar';
    if (memory.read()[key]) return;
    memory.keep({ [key]: true });
    const body = hasTray() ? inTray : taskbar;
    notifier.show({ tag: 'tray', title, body, monitorId: null, presence: 'normal' }).catch((error: unknown) => {
      logger.warn('the notice about closing the window could not be shown', { error });
      memory.keep({ [key]: false });
    });
  };
}
