/**
 * The environment of a command: what programs need to run at all, and what the monitor adds. Nothing else of this
 * program's own environment, which may hold secrets. Messages are in English, numbers with a point.
 */
import { delimiter } from 'node:path';

type Environment = Readonly<Record<string, string>>;

const passed = ['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TZ', 'TMPDIR', 'XDG_RUNTIME_DIR'];
/** Without these, Windows starts hardly any program. */
const passedOnWindows = [
  ...['PATH', 'PATHEXT', 'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'TEMP', 'TMP', 'USERNAME', 'USERPROFILE'],
  ...['APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES', 'PROGRAMFILES(X86)', 'NUMBER_OF_PROCESSORS'],
];
/** Where distributions put plugins, so that their name is enough. */
const pluginDirectories = [
  '/usr/lib/nagios/plugins',
  '/usr/lib64/nagios/plugins',
  '/usr/lib/monitoring-plugins',
  '/usr/local/libexec/nagios',
  '/opt/homebrew/sbin',
];

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
}

export function commandEnvironment(added: Environment, { platform, env }: Surroundings): Environment {
  const isWindows = platform === 'win32';
  const kept = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && isPassed(name, isWindows) ? [[name, value] as const] : [],
    ),
  );
  if (isWindows) return { ...kept, ...added };
  const path = [kept['PATH'] ?? '/usr/local/bin:/usr/bin:/bin', ...pluginDirectories].join(delimiter);
  return { ...kept, PATH: path, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', ...added };
}

function isPassed(name: string, isWindows: boolean): boolean {
  return isWindows ? passedOnWindows.includes(name.toUpperCase()) : passed.includes(name);
}
