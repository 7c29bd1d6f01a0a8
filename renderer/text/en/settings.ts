/** Settings. */
import { formatDateTime } from '../../format.ts';
import { isLoopback } from '../../state/loopback.ts';
import { listed, plural } from './phrases.ts';

function listenerAddress(address: string): string {
  if (address === '0.0.0.0') return '0.0.0.0 (every network)';
  if (address === '::') return ':: (every network, IPv6 too)';
  return isLoopback(address) ? `${address} (this computer alone)` : `${address} (this network)`;
}

export const settings = {
  title: 'Settings',
  general: 'General',
  theme: 'Theme',
  autostart: 'Start at login',
  autostartHint: 'In the tray, without a window.',
  stretchOnBattery: 'Check less often on battery',
  stretchOnBatteryHint: 'Intervals are four times as long, up to an hour. A failed check is repeated as soon as ever.',
  checkForUpdates: 'Look for updates once a day',
  checkForUpdatesHint: 'Nothing is downloaded before you agree. The tray’s menu looks at any time.',
  keeping: 'History and load',
  saved: 'Settings were saved',
  numbers: {
    rawDays: 'Days to keep single checks',
    historyDays: 'Days to keep history',
    maxConcurrent: 'Checks at once',
    maxPerHost: 'Checks at once against one host',
  },
  hints: {
    rawDays: 'Afterwards response times are kept by the hour and by the day.',
    historyDays: 'States, incidents and the summed-up response times.',
    maxConcurrent: 'More are faster after a pause, and heavier.',
    maxPerHost: 'So that no server is flooded.',
  },
  listener: {
    title: 'Listener',
    note: 'Takes the pings of jobs',
    at: (url: string) => `It listens at ${url}`,
    copy: 'Copy the address of the listener',
    closed: 'It does not listen, so no ping can arrive.',
    address: 'Address',
    addressOf: (address: string) => listenerAddress(address),
    port: 'Port',
    hint: 'From 1024 to 65535. URLs that jobs ping change with it.',
    exposed:
      'Other computers of the network can reach this. Pings and tokens travel unencrypted; choose 127.0.0.1 unless jobs elsewhere must ping.',
    overridden: 'Chosen on the command line for this start; what is set here counts once nothing is named there.',
    change: 'Move the listener',
    changed: (url: string) => `It listens at ${url} now`,
  },
  api: {
    title: 'API and browser page',
    on: 'Allow scripts and a browser tab on this computer',
    onHint: 'Whoever has the token can see and change everything.',
    alwaysOn: 'Always on here: this page needs it',
    token: 'Access token',
    show: 'Show access token',
    hide: 'Hide access token',
    copy: 'Copy access token',
    renew: 'New token…',
    renewTitle: 'Make a new token?',
    renewWarning: 'The present one stops working at once. Scripts, bookmarks and other tabs need the new one.',
    renewConfirm: 'Make a new token',
    renewed: 'The access token is new',
    turnedOn: 'The API is on',
    turnedOff: 'The API is off',
  },
  anchors: {
    title: 'Connection',
    label: 'Addresses that tell whether this computer is online',
    hint: 'One per line, at most ten. They are asked only after a check of an internet address has failed; more than half must answer 204 No Content, or the failure does not count. Empty: this computer is always taken to be online.',
  },
  backups: {
    title: 'Backups',
    note: 'One each day; the newest seven are kept, and those made by hand',
    now: 'Back up now',
    made: (bytes: string) => `Backed up (${bytes})`,
    none: 'There is none yet.',
    list: 'Backups',
    reasons: {
      daily: 'Daily',
      migration: 'Before an update of the database',
      restore: 'Before another was restored',
      asked: 'By hand',
    },
    restore: 'Restore…',
    restoreOf: (at: number) => `Restore the backup of ${formatDateTime(at)}`,
    restoreTitle: 'Restore this backup?',
    restoreWarning: (at: number) =>
      `At the next start all monitors, channels, settings and history will be as they were on ${formatDateTime(at)}. What is there now is kept as a backup first.`,
    restoreConfirm: 'Restore at the next start',
    waiting: (at: number) =>
      `At the next start the backup of ${formatDateTime(at)} takes the database’s place. Quit and start Vigilmon for that.`,
    cancel: 'Keep things as they are',
    cancelled: 'Nothing will be restored',
  },
  program: 'About Vigilmon',
  version: 'Version',
  hosts: { desktop: 'desktop application', headless: 'headless' },
  runtime: 'Runs in',
  started: 'Started',
  data: 'Data folder',
  copyPath: 'Copy path of the data folder',
  size: 'On disk',
  sizes: (database: string, backups: string, count: number) =>
    count === 0 ? `Database ${database}` : `Database ${database}, ${plural(count, 'backup', 'backups')} ${backups}`,
  licence: 'Licence',
  licenceName: 'MIT: free to use, change and pass on',
  warnings: 'Warnings',
  export: 'Show configuration as a file',
  exportTitle: 'Configuration file',
  exportNote: (env: readonly string[]) =>
    env.length === 0
      ? 'To be applied elsewhere with vigilmon apply.'
      : `To be applied elsewhere with vigilmon apply. Secrets are not in it; set ${listed(env)} in the environment.`,
  copyExport: 'Copy configuration',
};
