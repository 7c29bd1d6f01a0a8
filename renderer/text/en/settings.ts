/** Settings. */
import { formatDateTime } from '../../format.ts';
import type { MetricsAccess, UpdateStatus } from '../../../electron/contract/model/program.ts';
import type { ShortcutTarget } from '../../../electron/contract/shortcut.ts';
import { isLoopback } from '../../../electron/contract/loopback.ts';
import { plural } from './phrases.ts';

function listenerAddress(address: string): string {
  if (address === '0.0.0.0') return '0.0.0.0 (all networks)';
  if (address === '::') return ':: (all networks, including IPv6)';
  return isLoopback(address) ? `${address} (this computer only)` : `${address} (this network)`;
}

function plainKeys(keys: string): string {
  return keys.replace('Control', 'Ctrl').replaceAll('+', ' + ');
}

function updateStatus(status: UpdateStatus): string {
  switch (status.is) {
    case 'unchecked':
      return 'Not checked since Vigilmon started.';
    case 'checking':
      return 'Checking…';
    case 'newest':
      return 'Vigilmon is up to date.';
    case 'unsupported':
      return 'This installation does not update itself. Install a newer version the way you installed this one.';
    case 'unreachable':
      return 'The update server could not be reached. Is this computer online?';
    case 'unreadable':
      return 'The update server sent an unexpected response. The log has the details.';
    case 'available':
      return `Vigilmon ${status.version} is available.`;
    case 'downloading':
      return `Downloading Vigilmon ${status.version}…`;
    case 'ready':
      return `Vigilmon ${status.version} is ready. It will be installed when you quit Vigilmon.`;
    case 'failed':
      return `Vigilmon ${status.version} could not be downloaded.`;
  }
}

export const settings = {
  title: 'Settings',
  sections: 'Sections',
  filter: 'Filter settings',
  noneFound: 'No matches.',
  general: 'General',
  theme: 'Theme',
  autostart: 'Start at login',
  autostartHint: 'In the tray, without opening the window.',
  keepsRunning: 'Keep monitoring when the window is closed',
  keepsRunningHint: 'Otherwise closing the window quits Vigilmon.',
  stretchOnBattery: 'Check less often on battery',
  stretchOnBatteryHint: 'Intervals are four times as long, up to an hour. Failed checks are rechecked as usual.',
  checkForUpdates: 'Check for updates daily',
  checkForUpdatesHint: 'Nothing is downloaded without your consent.',
  shortcut: {
    title: 'Global shortcut',
    note: 'Opens Vigilmon from any program',
    shown: (keys: string | null) => (keys === null ? 'Set a shortcut' : plainKeys(keys)),
    keysAre: (keys: string | null) => (keys === null ? 'Set a shortcut' : `Change shortcut ${plainKeys(keys)}`),
    press: 'Press the keys, or Esc to cancel',
    remove: 'Remove',
    saved: (keys: string) => `${plainKeys(keys)} opens Vigilmon`,
    removed: 'Shortcut removed',
    opens: 'Opens',
    targets: { window: 'Window', palette: 'Command palette' } satisfies Record<ShortcutTarget, string>,
    taken: 'The shortcut does not work: another program or the system uses it. Choose another one.',
    upToDesktop:
      'On Wayland the desktop may ask you to confirm it, or ignore it. Then assign vigilmon-desktop to a shortcut in its settings.',
  },
  updates: {
    title: 'Updates',
    status: updateStatus,
    managed: 'Install it with your package manager.',
    check: 'Check now',
    download: 'Download',
    restart: 'Restart and install',
    notes: 'Release notes',
  },
  notifications: 'Notifications',
  keeping: 'Retention and limits',
  connectivity: 'Connectivity',
  saved: 'Settings saved',
  values: {
    groupWait: 'Wait for more before sending',
    flapAfter: 'Flapping threshold',
    rawDays: 'Days to keep individual checks',
    historyDays: 'Days to keep history',
    maxConcurrent: 'Connections opened at once',
    maxPerHost: 'Concurrent checks per host',
    anchors: 'URLs used to detect whether this computer is online',
  },
  hints: {
    groupWait:
      'Three or more notifications within this time are sent as one message per channel. 0 sends each separately.',
    flapAfter:
      'A monitor that goes down or up more often within an hour is reported once as flapping, then not until it has settled. 0 reports every outage.',
    rawDays: 'Older response times are kept as hourly and daily summaries.',
    historyDays: 'States, incidents and summarized response times.',
    maxConcurrent: 'Higher values catch up faster but use more resources. Waiting for responses does not count.',
    maxPerHost: 'Keeps servers from being overloaded.',
    anchors:
      'One per line, up to ten. Requested only after a check of an internet address fails: unless most return 204 No Content, the failure is not counted. Empty: this computer always counts as online.',
  },
  listener: {
    title: 'Listener',
    note: 'Receives pings from jobs',
    at: (url: string) => `Listening on ${url}`,
    copy: 'Copy listener address',
    closed: 'Not listening, so pings cannot be received.',
    address: 'Address',
    addressOf: (address: string) => listenerAddress(address),
    port: 'Port',
    hint: 'Ping URLs contain both and change with them. Ports are 1024 to 65535.',
    exposed:
      'Other computers can reach this address, and pings and tokens are sent unencrypted. Choose 127.0.0.1 unless jobs on them must ping.',
    overridden: 'The command line sets the address now. What is set here applies when it does not.',
    change: 'Apply',
    changed: (url: string) => `Now listening on ${url}`,
  },
  pingKey: {
    title: 'Ping key',
    note: 'For ping URLs with a monitor ID',
    hint: (url: string, key: string) => `${url}/ping/${key}/<monitor ID> pings that monitor.`,
    none: 'One secret serves all jobs: each names its monitor in the ping URL, as in Healthchecks.',
    create: 'Create ping key',
    show: 'Show ping key',
    hide: 'Hide ping key',
    copy: 'Copy ping key',
    change: 'Change',
    changeTitle: 'Change the ping key',
    own: 'Ping key',
    ownHint: '16 to 64 letters, digits, _ and -. Leave it empty to create a new one. The old key stops working.',
    off: 'Remove',
    offTitle: 'Remove the ping key?',
    offWarning: 'Ping URLs that contain it stop working. Ping URLs of single monitors keep working.',
    creates: 'Let pings create monitors',
    createsHint:
      'A ping with create=1 and an unknown ID creates a heartbeat with a period of a day. At most 100 are created.',
  },
  commandLine: {
    title: 'Command line',
    note: (path: string) => `The vigilmon command, for jobs and terminals: ${path}`,
    install: 'Install command line',
    remove: 'Remove command line',
    installed: 'Command line installed',
    removed: 'Command line removed',
    addToPath: (folder: string) => `If a terminal cannot find it, add ${folder} to your PATH.`,
  },
  commands: {
    title: 'Commands',
    on: 'Let monitors run commands on this computer',
    hint: 'Commands run as you, without a shell. Allow them only if everyone with the access token may run programs as you.',
    fixed: (isAllowed: boolean) =>
      isAllowed
        ? 'Allowed on the command line, by --allow-commands'
        : 'Off. Start Vigilmon with --allow-commands to let monitors run commands.',
    turnedOn: 'Commands are allowed',
    turnedOff: 'Commands are off',
  },
  api: {
    title: 'API and browser access',
    on: 'Allow scripts and browsers on this computer',
    onHint: 'Anyone with the token can view and change everything.',
    withoutCommands: 'Commands are off: with the token nobody can run programs on this computer.',
    withCommands: 'Commands are allowed: anyone with the token can run programs on this computer as you.',
    alwaysOn: 'Always on: this page needs it',
    token: 'Access token',
    show: 'Show access token',
    hide: 'Hide access token',
    copy: 'Copy access token',
    renew: 'New token…',
    renewTitle: 'Create a new token?',
    renewWarning: 'The current token stops working immediately. Scripts, bookmarks and other tabs need the new one.',
    renewConfirm: 'Create new token',
    renewed: 'New access token created',
    turnedOn: 'The API is on',
    turnedOff: 'The API is off',
    metrics: 'Prometheus metrics',
    metricsHint: (url: string) =>
      `At ${url}. The open choice needs no token, and includes the names and addresses of all monitors.`,
    metricsChoices: {
      off: 'Off',
      token: 'With the access token',
      open: 'Open to all programs on this computer',
    } satisfies Record<MetricsAccess, string>,
  },
  backups: {
    title: 'Backups',
    note: 'Daily; the latest seven and manual ones are kept',
    now: 'Back up now',
    made: (bytes: string) => `Backup created (${bytes})`,
    none: 'No backups yet.',
    list: 'Backups',
    reasons: {
      daily: 'Daily',
      migration: 'Before a database upgrade',
      restore: 'Before a restore',
      asked: 'Manual',
    },
    restore: 'Restore…',
    restoreOf: (at: number) => `Restore the backup of ${formatDateTime(at)}`,
    restoreTitle: 'Restore this backup?',
    restoreWarning: (at: number) =>
      `At the next start, all monitors, channels, settings and history return to how they were on ${formatDateTime(at)}. The current data is backed up first.`,
    restoreConfirm: 'Restore at next start',
    waiting: (at: number) =>
      `The backup of ${formatDateTime(at)} will be restored at the next start. Quit and restart Vigilmon to apply it.`,
    cancel: 'Cancel restore',
    cancelled: 'Restore cancelled',
  },
  program: 'About Vigilmon',
  version: 'Version',
  hosts: { desktop: 'desktop application', headless: 'headless' },
  runtime: 'Runtime',
  started: 'Started',
  data: 'Data folder',
  copyPath: 'Copy data folder path',
  log: 'Log',
  showLog: 'Show in folder',
  copyLog: 'Copy log path',
  size: 'Disk usage',
  sizes: (database: string, backups: string, count: number) =>
    count === 0 ? `Database ${database}` : `Database ${database}, ${plural(count, 'backup', 'backups')} ${backups}`,
  licence: 'License',
  licenceName: 'MIT',
  notices: 'Notices',
};
