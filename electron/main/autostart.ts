/**
 * Start at login, by each system's own mechanism: Electron's login items on macOS and Windows; on Linux, where Electron
 * has none, a desktop entry in the user's autostart folder
 * (https://specifications.freedesktop.org/autostart-spec/latest/). The system's record is the only one, so changes made
 * elsewhere show up here.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { app } from 'electron';
import { refused, type Outcome } from '../contract/refusal.ts';
import { ok } from '../contract/result.ts';
import type { Autostart } from '../host/local-access.ts';

interface AutostartOptions {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly command: StartCommand;
  /** What the desktop shows beside the entry. */
  readonly comment: string;
}

/** The command that starts this program again. */
interface StartCommand {
  readonly program: string;
  readonly args: readonly string[];
}

export interface StartCommandOptions {
  readonly env: AutostartOptions['env'];
  readonly isPackaged: boolean;
  readonly execPath: string;
  /** The application's folder, which an unpackaged program needs as an argument. */
  readonly appPath: string;
  /** Null: the standard data directory. */
  readonly dataDirectory: string | null;
}

/** In the tray, on the same data. An AppImage is mounted elsewhere at each start; `APPIMAGE` names its file. */
export function startCommand(options: StartCommandOptions): StartCommand {
  const { env, isPackaged, execPath, appPath, dataDirectory } = options;
  const application = isPackaged ? [] : [appPath];
  const data = dataDirectory === null ? [] : ['--data', dataDirectory];
  const program = isPackaged ? (env['APPIMAGE'] ?? execPath) : execPath;
  return { program, args: [...application, '--hidden', ...data] };
}

export function createAutostart(options: AutostartOptions): Autostart {
  switch (options.platform) {
    case 'linux':
      return desktopEntry(options);
    case 'win32':
      return runKey(options.command);
    default:
      return loginItem();
  }
}

/** macOS knows neither program nor arguments of a login item, and says instead how it was started. */
export function wasOpenedAtLogin(platform: NodeJS.Platform): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

function loginItem(): Autostart {
  const isOn = (): boolean => app.getLoginItemSettings().openAtLogin;
  return {
    isOn,
    set(wanted) {
      app.setLoginItemSettings({ openAtLogin: wanted });
      // Returns nothing if the user has disabled it or has yet to approve it.
      return isOn() === wanted ? ok(null) : refused('autostart-by-system');
    },
  };
}

/** Windows compares and runs the arguments as they are written. */
function runKey({ program, args }: StartCommand): Autostart {
  const item = { path: program, args: args.map(quotedForWindows) };
  const isOn = (): boolean => app.getLoginItemSettings(item).openAtLogin;
  return {
    isOn,
    set(wanted) {
      app.setLoginItemSettings({ ...item, openAtLogin: wanted });
      // Returns nothing if the user or an administrator has disabled it.
      return isOn() === wanted ? ok(null) : refused('autostart-by-system');
    },
  };
}

/**
 * As programs on Windows take their command line apart: backslashes are only special before a quote
 * (https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-commandlinetoargvw).
 */
function quotedForWindows(argument: string): string {
  if (/^[^\s"]+$/.test(argument)) return argument;
  return `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

function desktopEntry({ env, home, command, comment }: AutostartOptions): Autostart {
  const file = join(autostartFolder(env, home), 'vigilmon.desktop');
  return {
    isOn: () => isEnabled(readIfThere(file) ?? 'Hidden=true'),
    set(wanted): Outcome<null> {
      try {
        if (wanted) {
          mkdirSync(autostartFolder(env, home), { recursive: true });
          writeFileSync(file, entryOf(command, comment));
        } else rmSync(file, { force: true });
        return ok(null);
      } catch (error) {
        return refused('autostart-refused', { reason: error instanceof Error ? error.message : String(error) });
      }
    },
  };
}

/** The XDG base directory specification says that relative paths must be ignored. */
function autostartFolder(env: AutostartOptions['env'], home: string): string {
  const given = env['XDG_CONFIG_HOME'];
  const base = given !== undefined && posix.isAbsolute(given) ? given : join(home, '.config');
  return join(base, 'autostart');
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null; // missing or unreadable: the session cannot read it either
  }
}

/** Desktops disable an entry without removing it. */
function isEnabled(entry: string): boolean {
  return !/^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/imu.test(entry);
}

function entryOf({ program, args }: StartCommand, comment: string): string {
  const exec = [program, ...args].map(quoted).join(' ');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Vigilmon',
    `Comment=${comment}`,
    `Exec=${exec}`,
    // Once the program has been removed, the session ignores the entry.
    `TryExec=${asString(program)}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * An argument of `Exec`: quoted, with `"`, `` ` ``, `$` and `\` escaped; percent signs doubled; then the whole escaped
 * once more as a string of a desktop entry
 * (https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html).
 */
function quoted(argument: string): string {
  const escaped = argument.replace(/["`$\\]/gu, '\\$&').replace(/%/gu, '%%');
  return asString(`"${escaped}"`);
}

/** A string of a desktop entry. */
function asString(text: string): string {
  return text.replace(/\\/gu, '\\\\').replace(/\n/gu, '\\n');
}
