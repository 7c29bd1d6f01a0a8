/** The frame of the window: navigation, commands, banners, and what all views share. */
import type { MonitorKind } from '../../../electron/contract/monitors/registry.ts';
import type { MonitorSummary, OverviewSummary } from '../../../electron/contract/model/state.ts';
import type { MuteChoice } from '../../../electron/contract/mute-choices.ts';
import { formatCount } from '../../format.ts';
import { channelKinds } from './channel-kinds.ts';
import { monitorKinds, muteChoices, states } from './codes.ts';
import { editor } from './editor.ts';
import { plural } from './phrases.ts';

function title(summary: OverviewSummary | null): string {
  const down = summary?.counts.down ?? 0;
  return down > 0 ? `(${down}) Vigilmon` : 'Vigilmon';
}

function announce(monitors: readonly MonitorSummary[]): string {
  const said = monitors.slice(0, 5).map(({ name, state }) => `${name}: ${states[state]}`);
  const rest = monitors.length - said.length;
  return [...said, ...(rest > 0 ? [`and ${plural(rest, 'more monitor', 'more monitors')}`] : [])].join('. ');
}

export const common = {
  add: 'Add',
  cancel: 'Cancel',
  close: 'Close',
  copied: 'Copied',
  notCopied: 'Could not copy',
  copyLink: 'Copy link',
  couldNotLoad: 'Loading failed',
  hideSecret: (label: string) => `Hide ${label.toLowerCase()}`,
  showSecret: (label: string) => `Show ${label.toLowerCase()}`,
  loading: 'Loading…',
  messages: 'Notices',
  more: (count: number) => `${count} more`,
  name: 'Name',
  older: 'Show older',
  removeOf: (name: string) => `Remove ${name}`,
  save: 'Save',
  stored: 'Saved, not shown',
  toOverview: 'Go to overview',
  tryAgain: 'Try again',
  unitOf: (label: string) => `${label}: unit`,
};

/** Leaving a form with changes. */
export const unsaved = {
  title: 'Leave without saving?',
  message: 'Your changes will be lost.',
  leave: 'Leave',
};

const units = { ms: 'millisecond', s: 'second', m: 'minute', h: 'hour', d: 'day' };

/** After a number as typed. */
export const unit = (name: keyof typeof units, count: string): string => `${units[name]}${count === '1' ? '' : 's'}`;

export const app = { announce, title, main: 'Details', skip: 'Skip to details' };

export const banner = {
  connections: {
    offline: 'This computer is offline. Internet monitors are on hold; others keep running.',
    portal: 'This network requires a login. Internet monitors are on hold until you sign in; others keep running.',
  },
  dismiss: 'Dismiss this notice',
  toChannels: 'Show channels',
  toUpdates: 'Show update',
  more: (count: number) => plural(count, 'more notice', 'more notices'),
  stale: 'The data shown may be out of date.',
};

/** Nothing has loaded yet. */
export const unreached = {
  retrying: 'This window tries again every few seconds.',
  advice: 'To check whether Vigilmon is running, enter on its computer: `vigilmon status`',
};

export const client = {
  unreachable: (url: string) => `Vigilmon is not responding at ${url}`,
  notVigilmon: (url: string) => `The program at ${url} is not Vigilmon`,
  noResult: 'The main process sent an unexpected response',
};

export const signIn = {
  title: 'Sign in to Vigilmon',
  where: 'Where to find it',
  places: [
    ['Terminal', 'Printed by `vigilmon serve`'],
    ['Desktop application', 'Settings, API and browser access'],
    ['Data directory', 'In the file `token`'],
  ] as const,
  token: 'Access token, or the URL that contains it',
  submit: 'Continue',
  missing: 'Paste the address or the token',
  refused: 'This token is not valid',
};

export const navigation = {
  label: 'Main',
  overview: 'Overview',
  incidents: 'Incidents',
  alerts: 'Alerts',
  settings: 'Settings',
  open: (count: number) => `${count} down`,
  broken: (count: number) => plural(count, 'failing channel', 'failing channels'),
};

export const sidebar = {
  label: 'Monitors and navigation',
  monitors: 'Monitors',
  add: 'Add monitor',
  addHint: 'Add monitor (n)',
  commands: 'Commands',
  commandsHint: (control: string) => `Commands (${control}+K)`,
  count: (shown: number, total: number) =>
    shown === total ? formatCount(total) : `${formatCount(shown)} of ${formatCount(total)}`,
};

export const palette = {
  title: 'Commands and monitors',
  label: 'Search commands and monitors',
  placeholder: 'Search monitors and commands…',
  none: 'No results',
  groups: { recent: 'Recent', monitors: 'Monitors', actions: 'Actions', places: 'Go to' },
  /** What its own keys do. */
  foot: [
    ['↑ ↓', 'Choose'],
    ['Enter', 'Open'],
    ['Esc', 'Close'],
  ],
  checkNow: (name: string) => `Check ${name} now`,
  pause: (name: string) => `Pause ${name}`,
  resume: (name: string) => `Resume ${name}`,
  acknowledge: (name: string) => `Acknowledge ${name}`,
  monitor: (kind: MonitorKind, address: string) => `${editor.newTitle}: ${monitorKinds[kind]} ${address}`,
  edit: (name: string) => `Edit ${name}`,
  clone: (name: string) => `Duplicate ${name}`,
  copyCommand: (name: string) => `Copy ${name} as curl`,
  delete: (name: string) => `Delete ${name}`,
  selected: (count: number) => `${count} selected`,
  everything: 'everything',
  tagged: (tag: string) => `everything tagged ${tag}`,
  mute: (name: string, choice: MuteChoice) =>
    `Mute ${name} ${muteChoices[choice].slice(0, 1).toLowerCase()}${muteChoices[choice].slice(1)}`,
  muteUntilRecovery: (name: string) => `Mute ${name} until it recovers`,
  muteUntil: (name: string) => `Mute ${name} until…`,
  unmute: (name: string) => `Unmute ${name}`,
  maintenance: (name: string) => `Add maintenance for ${name}…`,
  /** Lower-case verbs that start the commands on a monitor, and other words for them. */
  verbs: [
    ...['check', 'pause', 'resume', 'mute', 'unmute', 'edit', 'duplicate', 'delete', 'acknowledge'],
    ...['test', 'snooze', 'silence', 'disable', 'stop', 'enable', 'start', 'copy', 'clone', 'remove', 'ack'],
  ],
  /** What is typed to choose a monitor next, and other words for it. */
  choose: [
    ['mute ', 'Mute a monitor…', 'snooze silence'],
    ['check ', 'Check a monitor…', 'test run'],
    ['pause ', 'Pause a monitor…', 'disable stop'],
    ['edit ', 'Edit a monitor…', 'change'],
    ['duplicate ', 'Duplicate a monitor…', 'copy clone'],
    ['delete ', 'Delete a monitor…', 'remove'],
  ] as readonly (readonly [string, string, string])[],
  /** By what they do. */
  keys: { new: 'n', check: 'c', pause: 'p', resume: 'p', edit: 'e', delete: 'Delete', help: '?' } as Readonly<
    Record<string, string>
  >,
  /** What the key `m` types. */
  muteVerb: 'mute ',
  checkAll: 'Check all now',
  theme: (name: string) => `Theme: ${name}`,
  backup: 'Back up now',
  copyLink: 'Copy link to this view',
  backedUp: (file: string) => `Backed up to ${file}`,
  part: (view: string, title: string) => `${view}: ${title}`,
  show: {
    down: 'Show monitors that are down',
    paused: 'Show paused monitors',
    uncovered: 'Show monitors without notifications',
    muted: 'Show muted monitors',
  },
  showAll: 'Show all monitors',
  sort: (order: string) => `Sort: ${order}`,
  group: (isGrouped: boolean) => (isGrouped ? 'Ungroup' : 'Group by tag'),
  newMonitor: (kind: MonitorKind) => `${editor.newTitle}: ${monitorKinds[kind]}`,
  /** Other words that people type for a command. */
  also: {
    newMonitor: {
      http: 'website url api https',
      tcp: 'tcp socket',
      ping: 'host icmp',
      dns: 'records name server',
      command: 'script nagios plugin',
      container: 'docker podman',
      domain: 'expiry registration whois rdap',
      metric: 'promql',
      certificate: 'tls ssl expiry',
      heartbeat: 'job cron push ping url schedule',
    } satisfies Record<MonitorKind, string>,
    new: 'new create watch',
    check: 'test run',
    show: 'filter list',
    link: 'share url address permalink',
    theme: 'mode appearance colour color',
    overview: 'home dashboard status table',
    incidents: 'outages history downtime acknowledge',
    alerts: 'notifications',
    settings: 'preferences options',
    channels: `mail sms chat contact test notification ${Object.values(channelKinds)
      .map(({ name }) => name)
      .join(' ')}`,
    rules: 'route delay repeat escalation quiet hours on-call',
    maintenance: 'downtime planned window',
    digest: 'report weekly daily summary',
    deliveries: 'sent log notification history',
    retention: 'history disk days concurrency',
    listener: 'port ping url address',
    api: 'token prometheus metrics grafana',
    pingKey: 'secret',
    shortcut: 'hotkey',
    updates: 'upgrade version release',
    commands: 'scripts allow run',
    commandLine: 'cli terminal shell',
    transfer: 'yaml file configuration',
    locations: 'globalping blackbox proxy region country',
    notifications: 'group flapping wait',
    connectivity: 'offline internet',
    backups: 'restore',
    about: 'log folder version about data license',
    general: 'theme dark light login start battery autostart close quit tray',
    help: 'help keys keyboard hotkeys',
    discovery: 'discover scan cron systemd services jobs ports',
    mutes: 'snooze silence',
    unmute: 'unsnooze',
    pause: 'disable stop',
    resume: 'enable start',
    clone: 'copy clone',
    delete: 'remove',
    everything: 'all',
    import: 'yaml file configuration restore upload migrate move',
    export: 'yaml file configuration download save',
  },
};

export const shortcuts = {
  title: 'Keyboard shortcuts',
  find: 'Filter shortcuts',
  control: 'Ctrl',
  groups: [
    [
      'Anywhere',
      [
        [['Ctrl', 'K'], 'Commands and monitors'],
        [['/'], 'Search monitors'],
        [['n'], 'Add a monitor'],
        [['Ctrl', 'Z'], 'Undo'],
        [['Esc'], 'Close, clear or go back'],
        [['?'], 'Show this help'],
      ],
    ],
    [
      'Open or selected monitors',
      [
        [['c'], 'Check now'],
        [['p'], 'Pause or resume'],
        [['m'], 'Mute or unmute'],
        [['e'], 'Edit'],
        [['Delete'], 'Delete (can be undone)'],
      ],
    ],
    [
      'Charts, timeline and calendar',
      [
        [['←', '→'], 'Point, incident or day'],
        [['↑', '↓'], 'Monitor or week'],
        [['PgUp', 'PgDn'], 'Tenth of a chart, or month'],
        [['Home', 'End'], 'First or last'],
      ],
    ],
    [
      'List and table',
      [
        [['↑', '↓'], 'Move by one row'],
        [['PgUp', 'PgDn'], 'Move by one page'],
        [['Home', 'End'], 'First or last row'],
        [['Enter'], 'Open'],
        [['Space'], 'Select in the table'],
        [['Shift', '↑', '↓'], 'Select several'],
        [['Ctrl', 'A'], 'Select all'],
        [['Shift', 'F10'], 'Row menu'],
      ],
    ],
    [
      'Groups of the list',
      [
        [['←', '→'], 'Collapse or expand'],
        [['*'], 'Expand all'],
      ],
    ],
    [
      'Forms and rules',
      [
        [['Ctrl', 'Enter'], 'Save the form'],
        [['Alt', '↑', '↓'], 'Move a rule'],
      ],
    ],
  ] as readonly (readonly [string, readonly (readonly [readonly string[], string])[]])[],
};
