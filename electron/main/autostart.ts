/**
 * Start at login, as each system keeps it: Electron's login items on macOS and Windows; on Linux, where Electron has
 * none, a desktop entry in the user's autostart folder (https://specifications.freedesktop.org/autostart-spec/latest/).
 * The system's own record is the only one, so that what the user changes elsewhere is what is shown here.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { app } from 'electron';
import { refused, type Outcome } from '../contract/refusal.ts';
import { ok } from '../contract/result.ts';
import type { Autostart } from '../host/local-access.ts';

export interface AutostartOptions {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly command: StartCommand;
}

/** What starts this very program again. */
export interface StartCommand {
  readonly program: string;
  readonly args: readonly string[];
}

export interface StartCommandOptions {
  readonly env: AutostartOptions['env'];
  readonly isPackaged: boolean;
  readonly execPath: string;
  /** The application's folder, which a program that is not packaged must be told. */
  readonly appPath: string;
  /** Where it is not the usual one; else null. */
  readonly dataDirectory: string | null;
}

/** In the tray, on the same data. An AppImage runs from a place that changes at each start; `APPIMAGE` names the file. */
export function startCommand(options: StartCommandOptions): StartCommand {
  const { env, isPackaged, execPath, appPath, dataDirectory } = options;
  const application = isPackaged ? [] : [appPath];
  const data = dataDirectory === null ? [] : ['--data', dataDirectory];
  const program = isPackaged ? (env['APPIMAGE'] ?? execPath) : execPath;
  return { program, args: [...application, '--hidden', ...data] };
}

export function createAutostart(options: AutostartOptions): Autostart {
  return options.platform === 'linux' ? desktopEntry(options) : loginItem(options.command);
}

function loginItem({ program, args }: StartCommand): Autostart {
  const item = { path: program, args: [...args] };
  const isOn = (): boolean => app.getLoginItemSettings(item).openAtLogin;
  return {
    isOn,
    set(wanted) {
      app.setLoginItemSettings({ ...item, openAtLogin: wanted });
      // It answers with nothing where the user or an administrator has forbidden it.
      return isOn() === wanted ? ok(null) : refused('autostart-by-system');
    },
  };
}

function desktopEntry({ env, home, command }: AutostartOptions): Autostart {
  const file = join(autostartFolder(env, home), 'vigilmon.desktop');
  return {
    isOn: () => isEnabled(readIfThere(file) ?? 'Hidden=true'),
    set(wanted): Outcome<null> {
      try {
        if (wanted) {
          mkdirSync(autostartFolder(env, home), { recursive: true });
          writeFileSync(file, entryOf(command));
        } else rmSync(file, { force: true });
        return ok(null);
      } catch (error) {
        return refused('autostart-refused', { reason: error instanceof Error ? error.message : String(error) });
      }
    },
  };
}

/** The XDG base directory specification says that a relative path is to be ignored. */
function autostartFolder(env: AutostartOptions['env'], home: string): string {
  const given = env['XDG_CONFIG_HOME'];
  const base = given !== undefined && posix.isAbsolute(given) ? given : join(home, '.config');
  return join(base, 'autostart');
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null; // not there, or not to be read: then the session does not read it either
  }
}

/** Desktops turn an entry off without removing it. */
function isEnabled(entry: string): boolean {
  return !/^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/imu.test(entry);
}

function entryOf({ program, args }: StartCommand): string {
  const exec = [program, ...args].map(quoted).join(' ');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Vigilmon',
    'Comment=Watches web endpoints and background jobs',
    `Exec=${exec}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * An argument of `Exec`: quoted, with `"`, `` ` ``, `$` and `\` escaped; percent signs doubled; and all that once more
 * escaped as a string of a desktop entry (https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html).
 */
function quoted(argument: string): string {
  const escaped = argument.replace(/["`$\\]/gu, '\\$&').replace(/%/gu, '%%');
  return `"${escaped}"`.replace(/\\/gu, '\\\\').replace(/\n/gu, '\\n');
}
