/**
 * The notifications that are on the desktop, in `notifications.json` of the data directory, so that also a later start
 * can replace or withdraw them. Desktops number notifications: a number holds only in the place that assigned it. One
 * about several monitors is over once all of them are.
 */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { alertEvents } from '../../contract/model/alert.ts';
import type { Logger, NativeAbout, NativeNotification } from '../../engine/ports.ts';
import { readPrivateFile, writePrivateFile } from '../../host/data-directory.ts';

const about = z.object({
  monitorId: z.string().nullable(),
  alert: z
    .object({
      event: z.enum([...alertEvents, 'reminder', 'acknowledged', 'steady']),
      incidentId: z.number().nullable(),
    })
    .nullable(),
});
const shownNotification = about.extend({
  tag: z.string(),
  /** Of one about several monitors: what is not over yet. Empty: it is a single one. */
  parts: z.array(about).default([]),
  /** Null: the desktop knows it by its tag. */
  number: z.number().nullable(),
});
const stored = z.object({ place: z.string(), shown: z.array(shownNotification) });

export type ShownAbout = Readonly<z.output<typeof about>>;
export type ShownNotification = Readonly<z.output<typeof shownNotification>>;
/** @param isPart it is shown together with others, so no later notification replaces it. */
export type IsOver = (about: ShownAbout, isPart: boolean) => boolean;

export interface ShownNotifications {
  readonly find: (isWanted: (shown: ShownNotification) => boolean) => ShownNotification | null;
  readonly all: () => readonly ShownNotification[];
  /** In place of the one with the same tag. */
  readonly add: (notification: NativeNotification, number: number | null) => void;
  readonly remove: (tag: string) => void;
  /** Removes those that are over, and returns them. */
  readonly removeOver: (isOver: IsOver) => readonly ShownNotification[];
  /** What was shown in another place is no longer there. */
  readonly moveTo: (place: string) => void;
}

/** Desktops keep about as many. */
const mostKept = 100;

/** A damaged or unwritable file is not an error: old notifications then stay until the user closes them. */
export function openShownNotifications(dataDirectory: string, logger: Logger): ShownNotifications {
  const file = join(dataDirectory, 'notifications.json');
  let { place, shown } = parse(readPrivateFile(file));

  function keep(next: readonly ShownNotification[]): void {
    shown = next.slice(-mostKept);
    try {
      writePrivateFile(file, `${JSON.stringify({ place, shown })}\n`);
    } catch (error) {
      logger.warn('which notifications are shown could not be kept', { error });
    }
  }

  const without = (tag: string): readonly ShownNotification[] => shown.filter((one) => one.tag !== tag);
  return {
    find: (isWanted) => shown.find(isWanted) ?? null,
    all: () => shown,
    add(notification, number) {
      keep([...without(notification.tag), { ...asShown(notification), number }]);
    },
    remove(tag) {
      const rest = without(tag);
      if (rest.length < shown.length) keep(rest);
    },
    removeOver(isOver) {
      const left = shown.map((one) => withoutOver(one, isOver));
      const over = shown.filter((_, at) => left[at] === null);
      const rest = left.flatMap((one) => one ?? []);
      if (!isDeepStrictEqual(rest, shown)) keep(rest);
      return over;
    },
    moveTo(next) {
      if (next === place) return;
      place = next;
      keep([]);
    },
  };
}

export function asShown(notification: NativeNotification): Omit<ShownNotification, 'number'> {
  const { tag, parts = [] } = notification;
  return { tag, ...aboutOf(notification), parts: parts.map(aboutOf) };
}

function aboutOf({ monitorId, alert }: NativeAbout): ShownAbout {
  return { monitorId, alert: alert ?? null };
}

/** Null: it is over. */
function withoutOver(one: ShownNotification, isOver: IsOver): ShownNotification | null {
  if (one.parts.length === 0) return isOver(one, false) ? null : one;
  const parts = one.parts.filter((part) => !isOver(part, true));
  const isStillTrue = one.parts.some(isLasting) ? parts.some(isLasting) : parts.length > 0;
  return isStillTrue ? { ...one, parts } : null;
}

/** What is not news of an end, which is never over by itself. */
function isLasting({ alert }: ShownAbout): boolean {
  return alert === null || !['recovered', 'steady', 'acknowledged'].includes(alert.event);
}

function parse(text: string | null): { readonly place: string; readonly shown: readonly ShownNotification[] } {
  try {
    return stored.parse(JSON.parse(text ?? ''));
  } catch {
    return { place: '', shown: [] };
  }
}
