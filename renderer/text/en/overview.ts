/** The list of monitors, and the overview. */
import type { ChannelView } from '../../../electron/contract/model/alert.ts';
import type { MonitorKind } from '../../../electron/contract/monitors/registry.ts';
import type { MonitorState, OverviewSummary } from '../../../electron/contract/model/state.ts';
import { formatCount, formatDay, formatPercent } from '../../format.ts';
import { inBrief, type DayRatio } from '../../state/day-bar.ts';
import type { StateCount } from '../../state/list.ts';
import type { Column } from '../../state/monitor-table.ts';
import type { Setup } from '../../state/setup.ts';
import { kindSentences, monitorKinds, states } from './codes.ts';
import { muteEnd } from './mutes.ts';
import { countIncidents, countMonitors, listed, listedSome, plural, shortLength } from './phrases.ts';

/** @param only the name of the one monitor that it is about, if it is about one. */
function headline({ counts }: OverviewSummary, total: number, only?: string): string {
  const active = total - counts.paused - counts.maintenance;
  if (counts.down > 0) return only === undefined ? `${counts.down} of ${countMonitors(total)} down` : `${only} is down`;
  const shaky = counts.failing + counts.late;
  if (shaky > 0) return `${only ?? countMonitors(shaky)} may be going down`;
  if (counts.degraded > 0)
    return only === undefined ? `${countMonitors(counts.degraded)} degraded` : `${only} is degraded`;
  if (counts.unknown > 0)
    return only === undefined
      ? `${countMonitors(counts.unknown)} in an unknown state`
      : `${only} is in an unknown state`;
  if (active === 0) return 'Everything is paused';
  if (counts.new === active) return 'Waiting for the first checks';
  if (counts.new > 0) return `${formatCount(active - counts.new)} of ${countMonitors(active)} are up`;
  return active === 1 ? 'Up and running' : `All ${countMonitors(active)} are up`;
}

function setupRuleNote({ unrouted, hasDesktop, isRuled }: Setup): string {
  if (isRuled)
    return hasDesktop ? 'They are sent immediately, in addition to this desktop.' : 'They are sent immediately.';
  if (unrouted.length === 0) {
    return `Add Slack or email first.${hasDesktop ? ' Until then, notifications appear on this desktop only.' : ''}`;
  }
  return `No rule sends to ${listed(unrouted.map(({ name }) => name))} yet.`;
}

export const filter = {
  search: 'Search monitors',
  placeholder: 'Search',
  menu: 'Filter',
  state: 'State',
  kind: 'Kind',
  severity: 'Severity',
  tag: 'Tags',
  moreTags: 'More tags: search for tag:name',
  notifications: 'Notifications',
  uncovered: 'No working notifications',
  muted: 'Muted',
  order: 'Sort and group',
  group: 'Group by tag',
};

export const list = {
  label: 'Monitors',
  noChecks: 'No checks yet',
  muted: 'No notifications are sent while muted',
  flapping: 'Goes down and up so often that nothing is sent until it has settled',
  uncovered: 'No working channel would be notified if this went down',
  untagged: 'No tag',
  group: (members: number, urgent: readonly StateCount[]) =>
    [
      countMonitors(members),
      ...urgent.map(({ state, count }) => `${formatCount(count)} ${states[state].toLowerCase()}`),
    ].join(', '),
  collapseAll: (isCollapsing: boolean) => `${isCollapsing ? 'Collapse' : 'Expand'} all groups`,
  empty: 'No monitors yet.',
  noMatch: (search: string) => `No monitors match “${search.trim()}”`,
  clear: 'Clear search',
};

export const overview = {
  title: 'Overview',
  headline,
  add: 'Add monitor',
  allMuted: (until: number | null, now: number) => `Everything is muted ${muteEnd(until, now)}`,
  attention: 'Needs attention',
  counts: 'Monitors by state',
  allIncidents: 'All incidents',
  incidentsOf: (count: number) => countIncidents(count),
  resolvedToday: (count: number) => `${countIncidents(count)} resolved today`,
  lastCheck: 'Last check',
  lastIncident: ', last incident',
  lasting: 'for',
  notYet: 'No checks yet',
  quietDay: 'No incidents today.',
  since: 'Since',
  today: 'Today',
  uncovered: 'No working notifications',
};

function daysLeft(endsAt: number, now: number): string {
  return endsAt <= now ? 'Expired' : shortLength(endsAt - now);
}

function daysInBrief(days: readonly DayRatio[]): string {
  const { mean, known, withDowntime } = inBrief(days);
  if (mean === null) return 'No data for the last 90 days';
  return `${plural(known, 'day', 'days')} monitored, ${formatCount(withDowntime)} with downtime, ${formatPercent(mean)} on average`;
}

export const table = {
  title: 'Monitors',
  count: (shown: number, all: number) =>
    shown === all ? formatCount(all) : `${formatCount(shown)} of ${formatCount(all)}`,
  view: 'Columns and view',
  columnsTitle: 'Columns',
  group: 'Group by tag',
  dense: 'Dense rows',
  daysLeft,
  shortLength,
  daysInBrief,
  ofDay: (start: number, ratio: DayRatio, now: number) =>
    `${formatDay(start, now)}: ${ratio === null ? 'no data' : formatPercent(ratio)}`,
  today: 'Today',
  notShown: 'empty or no room',
  columns: {
    state: 'State',
    name: 'Name',
    kind: 'Kind',
    day: '24 hours',
    month: '30 days',
    days: '90 days',
    latest: 'Latest',
    p95: 'p95',
    checks: 'Last checks',
    certificate: 'Certificate',
    registration: 'Domain',
    tags: 'Tags',
    locations: 'Locations',
  } satisfies Record<Column, string>,
  hints: {
    state: 'Sort by state',
    name: 'Sort by name',
    kind: 'Sort by kind',
    day: 'Uptime of the last 24 hours, or of the part that was monitored',
    month: 'Uptime of the last 30 days, or of the part that was monitored',
    days: 'Uptime on each of the last 90 days, today on the right',
    latest: 'The last response time, or what else the monitor is about',
    p95: '95th percentile of the last 40 response times',
    checks: 'The last 24 checks, newest on the right',
    certificate: 'Time until the certificate expires',
    registration: 'Time until the registration of the domain expires',
    tags: 'Sort by tags',
    locations: 'Where it is checked from besides this computer',
  } satisfies Record<Column, string>,
};

export const firstRun = {
  title: 'Add your first monitor',
  explanation: (hasDesktop: boolean) =>
    `Enter what to monitor. Monitoring starts immediately${hasDesktop ? ', and you are notified on this desktop when it goes down' : ''}.`,
  address: 'URL, host, port or schedule',
  examples: 'Or db.example.com:5432, postgres://db/shop, ping router, 0 3 * * *',
  recognised: (kind: MonitorKind) => `${monitorKinds[kind]}: ${kindSentences[kind]}`,
  kinds: 'All kinds of monitors',
  start: 'Start monitoring',
  alsoTitle: 'Optional',
};

export const setup = {
  title: 'Next steps',
  label: 'Steps',
  done: 'Done',
  dismiss: 'Dismiss these steps',
  show: 'Show steps',
  login: 'Start when you log in',
  loginNote: 'In the tray, without opening the window.',
  startAtLogin: 'Start at login',
  heartbeat: 'A heartbeat for a background job',
  heartbeatNote: 'The job pings Vigilmon; you are notified when a ping is missed.',
  addHeartbeat: 'Add heartbeat',
  accepted: (name: string, took: string) => `${name} accepted the test message in ${took}`,
  refused: (name: string, answer: string) => `${name} rejected the test message: ${answer}`,
  rule: 'An alert rule for critical outages',
  ruleNote: setupRuleNote,
  addRule: (channels: readonly ChannelView[]) =>
    channels.length === 0 ? 'Add this rule' : `Notify ${listed(channels.map(({ name }) => name))}`,
  ruled: 'Rule added; you can change it under Alerts',
};

export const selection = {
  title: (count: number) => `${countMonitors(count)} selected`,
  lead: (counts: readonly { readonly state: MonitorState; readonly count: number }[]) =>
    listed(counts.map(({ state, count }) => `${formatCount(count)} ${states[state].toLowerCase()}`)),
  region: 'Selection',
  actions: 'Actions for selected monitors',
  all: (count: number) => `Select all ${formatCount(count)}`,
  end: 'Clear selection',
  tags: 'Tags',
  tagCount: (count: number, total: number) =>
    count === total ? 'all' : `${formatCount(count)} of ${formatCount(total)}`,
  pause: (count: number) => `Pause ${count}`,
  resume: (count: number) => `Resume ${count}`,
  tag: 'Tags…',
  edit: 'Edit…',
  newTag: 'Tag',
  addTag: 'Add tag',
  remove: 'Delete',
};

/** Actions that failed. */
const notDone = {
  acknowledge: 'not acknowledged',
  change: 'not changed',
  check: 'not checked',
  copy: 'not copied as curl',
  delete: 'not deleted',
  pause: 'not paused',
  resume: 'not resumed',
};

export const actions = {
  deleteMany: (count: number) => `Delete ${countMonitors(count)}?`,
  deleteManyNote: (names: readonly string[], count: number) =>
    `${listedSome(names, count)} will be deleted, with all of their history. You can undo this while the message about it is shown.`,
  deleted: (names: readonly string[]) =>
    names.length === 1 ? `${names[0] ?? ''} deleted` : `${countMonitors(names.length)} deleted`,
  notDone,
  failed: (name: string, undone: keyof typeof notDone, reason: string) => `${name} was ${notDone[undone]}: ${reason}`,
  noneChanged: (reason: string) => `Nothing was changed: ${reason}`,
  someFailed: (count: number, undone: keyof typeof notDone, reason: string) =>
    `${countMonitors(count)} ${count === 1 ? 'was' : 'were'} ${notDone[undone]}: ${reason}`,
  checking: (count: number) => `Checking ${countMonitors(count)}…`,
  checked: (count: number, failed: number) =>
    `${countMonitors(count)} checked: ${failed === 0 ? 'all passed' : `${formatCount(failed)} failed`}`,
  tagged: (tag: string, count: number) => `${countMonitors(count)} tagged ${tag}`,
  untagged: (tag: string, count: number) => `Tag ${tag} removed from ${countMonitors(count)}`,
  undo: 'Undo',
  menu: (names: readonly string[]) =>
    `Actions for ${names.length === 1 ? (names[0] ?? '') : countMonitors(names.length)}`,
  open: 'Open',
  check: 'Check now',
  pause: 'Pause',
  pauseAll: 'Pause all',
  paused: (count: number) => `${countMonitors(count)} paused`,
  resume: 'Resume',
  resumeAll: 'Resume all',
  resumed: (count: number) => `${countMonitors(count)} resumed`,
  edit: 'Edit…',
  clone: 'Duplicate…',
  delete: 'Delete',
};
