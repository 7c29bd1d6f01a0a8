/**
 * What is said about new versions. News is a notification, which takes no focus; what answers the user's own click may
 * be a dialog where no notification can be shown.
 */
import { app, dialog, Notification } from 'electron';
import type { Cancel } from '../engine/ports.ts';

interface Words {
  readonly title: string;
  readonly body: string;
}

const words = {
  newest: () => ({ title: 'Vigilmon is up to date', body: 'There is no newer version.' }),
  notFromWithin: () => ({
    title: 'This installation does not update itself',
    body: 'Install a newer version the way you installed this one.',
  }),
  unreachable: () => ({ title: 'Updates could not be looked for', body: 'Is this computer online? Try again later.' }),
  unreadable: () => ({
    title: 'Updates could not be looked for',
    body: 'Where Vigilmon looks for new versions, something else answers. The log says what.',
  }),
  fetching: (version: string) => ({
    title: `Vigilmon ${version} is being downloaded`,
    body: 'You are told once it is here.',
  }),
  ready: (version: string) => ({
    title: `Vigilmon ${version} is ready`,
    body: 'It is installed when you quit Vigilmon.',
  }),
  failed: (version: string) => ({
    title: 'The update failed',
    body: `Vigilmon ${version} could not be downloaded.`,
  }),
} satisfies Readonly<Record<string, (version: string) => Words>>;
type News = keyof typeof words;

export function tell(news: News, version = ''): void {
  announce(words[news](version));
}

export function answerByHand(news: News, version = ''): void {
  const { title, body } = words[news](version);
  const onFailure = (): void => void dialog.showMessageBox({ type: 'info', message: title, detail: body });
  announce({ title, body, onFailure });
}

/** The question behind a notification; where none can be shown, when the user comes to the window. @returns what takes it back. */
export function offer(version: string, onOpen: () => void): Cancel {
  let isWaiting = false;
  const title = `Vigilmon ${version} is available`;
  const endNotification = announce({ title, body: 'Click if it shall be downloaded.', onOpen, onFailure: askInWindow });

  function askInWindow(): void {
    isWaiting = true;
    app.once('browser-window-focus', onOpen);
  }

  return () => {
    endNotification();
    if (isWaiting) app.off('browser-window-focus', onOpen);
  };
}

/** @returns whether the user agrees. */
export async function askToDownload(version: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: `Download Vigilmon ${version}?`,
    detail: 'It is installed when you quit Vigilmon. Monitoring goes on until then.',
    buttons: ['Download', 'Not now'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

interface Announcement extends Words {
  readonly onOpen?: () => void;
  readonly onFailure?: () => void;
}

/** Kept, since a notification without a reference forgets its listeners. */
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
