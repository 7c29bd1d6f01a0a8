/**
 * The notifications that are on the desktop, in `notifications.json` of the data directory, so that also a later start
 * can replace or withdraw them. Desktops number notifications: a number holds only in the place that assigned it.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { alertEvents } from '../../contract/model/alert.ts';
import type { Logger, NativeNotification } from '../../engine/ports.ts';
import { readPrivateFile, writePrivateFile } from '../../host/data-directory.ts';

const shownNotification = z.object({
  tag: z.string(),
  monitorId: z.string().nullable(),
  alert: z
    .object({
      event: z.enum([...alertEvents, 'reminder', 'acknowledged', 'steady']),
      incidentId: z.number().nullable(),
    })
    .nullable(),
  /** Null: the desktop knows it by its tag. */
  number: z.number().nullable(),
});
const stored = z.object({ place: z.string(), shown: z.array(shownNotification) });

export type ShownNotification = Readonly<z.output<typeof shownNotification>>;

export interface ShownNotifications {
  readonly find: (isWanted: (shown: ShownNotification) => boolean) => ShownNotification | null;
  readonly all: () => readonly ShownNotification[];
  /** In place of the one with the same tag. */
  readonly add: (notification: NativeNotification, number: number | null) => void;
  readonly remove: (tag: string) => void;
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
    add({ tag, monitorId, alert = null }, number) {
      keep([...without(tag), { tag, monitorId, alert, number }]);
    },
    remove(tag) {
      const rest = without(tag);
      if (rest.length < shown.length) keep(rest);
    },
    moveTo(next) {
      if (next === place) return;
      place = next;
      keep([]);
    },
  };
}

function parse(text: string | null): { readonly place: string; readonly shown: readonly ShownNotification[] } {
  try {
    return stored.parse(JSON.parse(text ?? ''));
  } catch {
    return { place: '', shown: [] };
  }
}
