/** What all ways to show a notification have in common. */
import { oneLine } from '../../contract/plain-text.ts';
import type { NotShown } from '../../contract/not-shown.ts';
import { NotShownError, type NativeNotification, type NativeNotifier } from '../../engine/ports.ts';
import type { ShownNotification } from './shown-notifications.ts';

/** By a click on the notification itself, or on one of its buttons. */
export type NotificationAction = 'open' | 'acknowledge' | 'mute';
export type OnAction = (action: NotificationAction, shown: Omit<ShownNotification, 'number'>) => void;

/** The buttons, in order, with their labels. */
export type NotificationButtons = Readonly<Record<Exclude<NotificationAction, 'open'>, string>>;

export interface DesktopNotifier extends NativeNotifier {
  /** Takes those off the desktop for which it is true. */
  readonly withdraw: (isOver: (shown: ShownNotification) => boolean) => void;
}

/** An outage can be acknowledged, and its monitor muted. */
export function hasButtons({ alert }: Pick<NativeNotification, 'alert'>): boolean {
  return (alert?.event === 'down' || alert?.event === 'reminder') && alert.incidentId !== null;
}

const textLength = 200;

export function failedWith(text: string): NotShown {
  return { code: 'failed', facts: { program: null, text: oneLine(text, textLength) } };
}

export function reasonsOf(error: unknown): readonly NotShown[] {
  if (error instanceof NotShownError) return error.why;
  return [failedWith(error instanceof Error ? error.message : String(error))];
}
