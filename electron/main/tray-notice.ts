/** Said once, ever: that closing the window is no end. Most programs end there, and this one must not seem to. */
import type { Logger, NativeNotifier } from '../engine/ports.ts';
import type { DesktopMemory } from './desktop-memory.ts';

export interface TrayNoticeOptions {
  readonly memory: DesktopMemory;
  readonly notifier: NativeNotifier;
  readonly platform: NodeJS.Platform;
  readonly logger: Logger;
}

export function trayNotice({ memory, notifier, platform, logger }: TrayNoticeOptions): () => void {
  const place = platform === 'darwin' ? 'menu bar' : 'tray';
  const notice = {
    tag: 'tray',
    title: 'Vigilmon goes on watching',
    body: `Its icon in the ${place} shows the state and brings the window back. To end it, choose Quit there.`,
    monitorId: null,
    presence: 'normal',
  } as const;
  return () => {
    if (memory.read().isToldOfTray) return;
    memory.keep({ isToldOfTray: true });
    notifier.show(notice).catch((error: unknown) => {
      logger.warn('nobody was told that the closed window goes on in the tray', { error });
      memory.keep({ isToldOfTray: false });
    });
  };
}
