/**
 * How new versions are reported. News is a notification, which takes no focus; a response to the user's own click may
 * be a dialog where no notification can be shown.
 */
import { app, dialog, Notification } from 'electron';
import type { Cancel } from '../engine/ports.ts';
import type { Speech } from '../engine/wording/languages.ts';

type UpdateNews =
  | { readonly is: 'newest' | 'notFromWithin' | 'unreachable' | 'unreadable' }
  | { readonly is: 'fetching' | 'ready' | 'failed' | 'managed'; readonly version: string };

export interface UpdateWords {
  readonly report: (news: UpdateNews) => void;
  readonly answerByHand: (news: UpdateNews) => void;
  /**
   * The question behind a notification; where none can be shown, asked when the user opens the window. @returns what
   * withdraws it. Null: there is nothing to ask, since the package manager installs it.
   */
  readonly offer: (version: string, onOpen: (() => void) | null) => Cancel;
  /** @returns whether the user agrees. */
  readonly askToDownload: (version: string) => Promise<boolean>;
}

export function updateWords({ wording }: Pick<Speech, 'wording'>): UpdateWords {
  const { updates } = wording.desktop;
  const wordsOf = (news: UpdateNews): Words => ('version' in news ? updates[news.is](news.version) : updates[news.is]);
  return {
    report: (news) => void announce(wordsOf(news)),
    answerByHand(news) {
      const { title, body } = wordsOf(news);
      const onFailure = (): void => void dialog.showMessageBox({ type: 'info', message: title, detail: body });
      announce({ title, body, onFailure });
    },
    offer(version, onOpen) {
      if (onOpen === null) return announce(updates.managed(version));
      let isWaiting = false;
      const askInWindow = (): void => {
        isWaiting = true;
        app.once('browser-window-focus', onOpen);
      };
      const endNotification = announce({ ...updates.available(version), onOpen, onFailure: askInWindow });
      return () => {
        endNotification();
        if (isWaiting) app.off('browser-window-focus', onOpen);
      };
    },
    async askToDownload(version) {
      const { message, detail, yes, no } = updates.question(version);
      const buttons = [yes, no];
      const choice = { buttons, defaultId: 0, cancelId: 1, noLink: true };
      const { response } = await dialog.showMessageBox({ type: 'question', message, detail, ...choice });
      return response === 0;
    },
  };
}

interface Words {
  readonly title: string;
  readonly body: string;
}

interface Announcement extends Words {
  readonly onOpen?: () => void;
  readonly onFailure?: () => void;
}

/** Kept, since a notification without a reference loses its listeners. */
const shown = new Set<Notification>();

function announce({ title, body, onOpen, onFailure }: Announcement): Cancel {
  if (!Notification.isSupported()) {
    onFailure?.();
    return () => undefined;
  }
  const notification = new Notification({ title, body, silent: true });
  const forget = (): void => void shown.delete(notification);
  shown.add(notification);
  notification.once('click', () => {
    forget();
    onOpen?.();
  });
  notification.once('failed', () => {
    forget();
    onFailure?.();
  });
  notification.show();
  return () => {
    forget();
    notification.close();
  };
}
