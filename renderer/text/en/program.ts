/** The frame of the window: navigation, commands, banners, what all views share. */
import type { MonitorSummary, OverviewSummary } from '../../../electron/contract/model/state.ts';
import type { MuteChoice } from '../../../electron/contract/mute-choices.ts';
import { formatCount } from '../../format.ts';
import { muteChoices, states } from './codes.ts';
import { countMonitors, plural } from './phrases.ts';

function title(summary: OverviewSummary | null): string {
  const down = summary?.counts.down ?? 0;
  return down > 0 ? `(${down}) Vigilmon` : 'Vigilmon';
}

function announce(monitors: readonly MonitorSummary[]): string {
  const said = monitors.slice(0, 5).map(({ name, state }) => `${name}: ${states[state]}`);
  const rest = monitors.length - said.length;
  return [...said, ...(rest > 0 ? [`and ${countMonitors(rest)} more`] : [])].join('. ');
}

export const common = {
  add: 'Add',
  cancel: 'Cancel',
  close: 'Close',
  copied: 'Copied',
  notCopied: 'Could not be copied',
  couldNotLoad: 'This could not be loaded',
  hideSecret: (label: string) => `Hide ${label.toLowerCase()}`,
  showSecret: (label: string) => `Show ${label.toLowerCase()}`,
  loading: 'Loading…',
  messages: 'Messages',
  more: (count: number) => `${count} more`,
  older: 'Show older',
  removeTag: (tag: string) => `Remove tag ${tag}`,
  save: 'Save',
  stored: 'Stored, not shown',
  tryAgain: 'Try again',
  unitOf: (label: string) => `${label}: unit`,
};

export const units = { ms: 'milliseconds', s: 'seconds', m: 'minutes', h: 'hours', d: 'days' };

export const app = { announce, title, main: 'Details', skip: 'Skip to the details' };

export const banner = {
  connections: {
    offline:
      'This computer is offline. What lies in the internet is not judged; this computer and its network go on being watched.',
    portal:
      'This network asks for a login first. Until then nothing in the internet is judged; this computer and its network go on being watched.',
  },
  dismiss: 'Dismiss this warning',
  listener: (reason: string) => `Pings cannot be received: ${reason}`,
  stale: 'What is shown may be out of date.',
};

export const signIn = {
  title: 'Vigilmon needs its access token',
  explanation: 'It is part of the address that Vigilmon prints when it starts. Paste that address, or the token alone.',
  token: 'Address or token',
  submit: 'Continue',
};

export const navigation = {
  label: 'Main',
  overview: 'Overview',
  incidents: 'Incidents',
  alerts: 'Alerts',
  settings: 'Settings',
  open: (count: number) => `${count} down`,
  broken: (count: number) => plural(count, 'channel does not work', 'channels do not work'),
};

export const sidebar = {
  label: 'Monitors and navigation',
  monitors: 'Monitors',
  add: 'Add monitor',
  addHint: 'Add monitor (n)',
  count: (shown: number, total: number) =>
    shown === total ? formatCount(total) : `${formatCount(shown)} of ${formatCount(total)}`,
};

export const palette = {
  title: 'Commands and monitors',
  label: 'Search commands and monitors',
  placeholder: 'Go to a monitor or do something…',
  none: 'Nothing found',
  checkNow: (name: string) => `Check ${name} now`,
  pause: (name: string) => `Pause ${name}`,
  resume: (name: string) => `Resume ${name}`,
  edit: (name: string) => `Edit ${name}`,
  clone: (name: string) => `Duplicate ${name}`,
  delete: (name: string) => `Delete ${name}`,
  selected: (count: number) => `${count} selected`,
  everything: 'everything',
  tagged: (tag: string) => `everything tagged ${tag}`,
  mute: (name: string, choice: MuteChoice) =>
    `Mute ${name} ${muteChoices[choice].slice(0, 1).toLowerCase()}${muteChoices[choice].slice(1)}`,
  muteUntilRecovery: (name: string) => `Mute ${name} until it recovers`,
  unmute: (name: string) => `Unmute ${name}`,
  /** With which the commands about a monitor begin, in small letters. */
  verbs: ['check', 'pause', 'resume', 'mute', 'unmute', 'edit', 'duplicate', 'delete'],
  /** What the key `m` types first. */
  muteVerb: 'mute ',
  checkAll: 'Check all now',
  theme: (name: string) => `Theme: ${name}`,
  backup: 'Back up now',
  backedUp: (file: string) => `Backed up to ${file}`,
  part: (view: string, title: string) => `${view}: ${title}`,
  show: {
    down: 'Show what is down',
    paused: 'Show what is paused',
    uncovered: 'Show of what nobody is told',
    muted: 'Show what is muted',
  },
  showAll: 'Show all monitors',
  sort: (order: string) => `Sort: ${order}`,
  group: (isGrouped: boolean) => (isGrouped ? 'Do not group by tag' : 'Group by tag'),
  newHttp: 'Add HTTP monitor',
  newHeartbeat: 'Add heartbeat monitor',
  alertsNote: 'channels rules slack e-mail notification deliveries',
  settingsNote: 'theme dark light retention backup export',
};

export const shortcuts = {
  title: 'Keyboard shortcuts',
  all: [
    [['Ctrl', 'K'], 'Commands and monitors (on a Mac: Cmd K)'],
    [['/'], 'Search monitors'],
    [['n'], 'Add a monitor'],
    [['c'], 'Check the current or selected monitors now'],
    [['p'], 'Pause or resume them'],
    [['m'], 'Mute or unmute them'],
    [['e'], 'Edit the current monitor'],
    [['Delete'], 'Delete them (can be undone)'],
    [['↑', '↓'], 'In the list: go through it'],
    [['Shift', '↑', '↓'], 'In the list: select several'],
    [['Ctrl', 'A'], 'In the list: select all'],
    [['Shift', 'F10'], 'In the list: menu of the row'],
    [['Alt', '↑', '↓'], 'In the rules: move a rule'],
    [['Ctrl', 'Enter'], 'In a form: save'],
    [['Esc'], 'Close, clear or leave'],
    [['?'], 'This help'],
  ],
};
