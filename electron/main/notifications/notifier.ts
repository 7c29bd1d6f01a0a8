/** What all ways to show a notification have in common. */
import { oneLine } from '../../contract/plain-text.ts';
import type { NotShown } from '../../contract/not-shown.ts';
import { NotShownError, type NativeNotifier } from '../../engine/ports.ts';
import type { IsOver, ShownAbout, ShownNotification } from './shown-notifications.ts';

/** By a click on the notification itself, or on one of its buttons. */
export type NotificationAction = 'open' | NotificationButton;
type NotificationButton = 'acknowledge' | 'mute' | 'acknowledgeAll';
export type OnAction = (action: NotificationAction, shown: Omit<ShownNotification, 'number'>) => void;

/** The labels of the buttons. */
export type NotificationButtons = Readonly<Record<NotificationButton, string>>;

export interface DesktopNotifier extends NativeNotifier {
  /** Takes those off the desktop that are over. */
  readonly withdraw: (isOver: IsOver) => void;
}

type About = { readonly alert?: ShownAbout['alert'] | undefined };

export function isOutage({ alert }: About): boolean {
  return alert?.event === 'down' || alert?.event === 'reminder';
}

/** In order: an outage can be acknowledged, and its monitor muted; several can be acknowledged together. */
export function buttonsOf(
  shown: About & { readonly parts?: readonly About[] | undefined },
): readonly NotificationButton[] {
  const hasIncident = (about: About): boolean => isOutage(about) && (about.alert?.incidentId ?? null) !== null;
  if (hasIncident(shown)) return ['acknowledge', 'mute'];
  return shown.parts?.some(hasIncident) === true ? ['acknowledgeAll'] : [];
}

const textLength = 200;

export function failedWith(text: string): NotShown {
  return { code: 'failed', facts: { program: null, text: oneLine(text, textLength) } };
}

export function reasonsOf(error: unknown): readonly NotShown[] {
  if (error instanceof NotShownError) return error.why;
  return [failedWith(error instanceof Error ? error.message : String(error))];
}
