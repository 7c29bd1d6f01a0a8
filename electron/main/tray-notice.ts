/** A one-time notification that closing the window does not quit, as it does in most programs. */
import type { Logger, NativeNotifier } from '../engine/ports.ts';
import type { Speech } from '../engine/wording/languages.ts';
import type { DesktopMemory } from './desktop-memory.ts';

export interface TrayNoticeOptions {
  readonly memory: DesktopMemory;
  readonly notifier: NativeNotifier;
  readonly platform: NodeJS.Platform;
  readonly speech: Pick<Speech, 'wording'>;
  readonly logger: Logger;
}

export function trayNotice({ memory, notifier, platform, speech, logger }: TrayNoticeOptions): () => void {
  const { title, tray, menuBar } = speech.wording.desktop.stillRunning;
  const notice = {
    tag: 'tray',
    title,
    body: platform === 'darwin' ? menuBar : tray,
    monitorId: null,
    presence: 'normal',
  } as const;
  return () => {
    if (memory.read().isToldOfTray) return;
    memory.keep({ isToldOfTray: true });
    notifier.show(notice).catch((error: unknown) => {
      logger.warn('the notice about closing to the tray could not be shown', { error });
      memory.keep({ isToldOfTray: false });
    });
  };
}
