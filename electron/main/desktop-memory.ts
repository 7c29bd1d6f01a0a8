/** What the desktop application itself remembers between starts, in `desktop.json` of the data directory. */
import { join } from 'node:path';
import { z } from 'zod';
import { shortcutTargets } from '../contract/shortcut.ts';
import type { Logger } from '../engine/ports.ts';
import { readPrivateFile, writePrivateFile } from '../host/data-directory.ts';

const stored = z.object({
  /** The user has been notified that closing the window leaves the program running in the tray. */
  isToldOfTray: z.boolean().default(false),
  /** The same on a desktop without a tray. */
  isToldOfTaskbar: z.boolean().default(false),
  /** Closing the window leaves the program running. */
  keepsRunning: z.boolean().default(true),
  /** What opens the window from any program. */
  shortcut: z
    .object({ keys: z.string().nullable(), opens: z.enum(shortcutTargets) })
    .readonly()
    .default({ keys: null, opens: 'window' }),
});
export type Remembered = Readonly<z.output<typeof stored>>;

export interface DesktopMemory {
  readonly read: () => Remembered;
  readonly keep: (change: Partial<Remembered>) => void;
}

/** A damaged or unwritable file is not an error: the program only loses a convenience. */
export function openDesktopMemory(dataDirectory: string, logger: Logger): DesktopMemory {
  const file = join(dataDirectory, 'desktop.json');
  let remembered = parse(readPrivateFile(file));
  return {
    read: () => remembered,
    keep(change) {
      remembered = { ...remembered, ...change };
      try {
        writePrivateFile(file, `${JSON.stringify(remembered)}\n`);
      } catch (error) {
        logger.warn('what the desktop application remembers could not be kept', { error });
      }
    },
  };
}

function parse(text: string | null): Remembered {
  try {
    return stored.parse(JSON.parse(text ?? '{}'));
  } catch {
    return stored.parse({});
  }
}
