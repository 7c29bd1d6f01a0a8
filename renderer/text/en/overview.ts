/** The list of monitors, and what is said of all of them. */
import type { ChannelView } from '../../../electron/contract/model/alert.ts';
import type { MonitorState, OverviewSummary } from '../../../electron/contract/model/state.ts';
import { formatCount } from '../../format.ts';
import type { Setup } from '../../state/setup.ts';
import { states } from './codes.ts';
import { muteEnd } from './mutes.ts';
import { countIncidents, countMonitors, listed } from './phrases.ts';

function headline({ counts }: OverviewSummary, total: number): string {
  const watched = total - counts.paused - counts.maintenance;
  if (counts.down > 0)
    return counts.down === 1 && total === 1 ? 'It is down' : `${counts.down} of ${countMonitors(total)} down`;
  const shaky = counts.failing + counts.late;
  if (shaky > 0) return `${countMonitors(shaky)} may be going down`;
  if (counts.degraded > 0) return `${countMonitors(counts.degraded)} slower than wanted`;
  if (counts.unknown > 0) return `${countMonitors(counts.unknown)} cannot be judged from here`;
  if (watched === 0) return 'Everything is paused';
  if (counts.new === watched) return 'Waiting for the first checks';
  if (counts.new > 0) return `${formatCount(watched - counts.new)} of ${countMonitors(watched)} are up`;
  return watched === 1 ? 'All is well' : `All ${countMonitors(watched)} are up`;
}

function setupRuleNote({ untold, isComplete }: Setup): string {
  if (isComplete) return 'At once, besides this desktop.';
  if (untold.length === 0) return 'As soon as there is Slack or e-mail. Until then this desktop alone is told.';
  return `No rule leads to ${listed(untold.map(({ name }) => name))} yet.`;
}

export const filter = {
  search: 'Search monitors',
  placeholder: 'Search',
  menu: 'Filter and sort',
  state: 'State',
  kind: 'Kind',
  severity: 'Severity',
  tag: 'Tag',
  commonTags: 'Common tags (for others type tag:name)',
  uncovered: 'Nobody is told',
  muted: 'Muted',
  order: 'Order',
  group: 'Group by tag',
};

export const list = {
  label: 'Monitors',
  noChecks: 'No checks yet',
  muted: 'Nobody is told of it meanwhile',
  uncovered: 'No channel would tell anyone if this went down',
  untagged: 'Without a tag',
  empty: 'Nothing is watched yet.',
  noMatch: 'No monitor matches.',
  clear: 'Clear the search',
};

export const overview = {
  title: 'Overview',
  headline,
  add: 'Add monitor',
  allMuted: (until: number | null, now: number) => `Everything is muted ${muteEnd(until, now)}`,
  attention: 'Needs attention',
  counts: 'Monitors by state',
  incidentsOfDay: (count: number) => countIncidents(count),
  lastCheck: 'Last check',
  lasting: 'for',
  notYet: 'No check has run yet',
  quietDay: 'No incident began today.',
  retrying: 'Vigilmon is asked again every few seconds.',
  since: 'Since',
  today: 'Today',
  uncovered: 'Nobody is told',
};

export const firstRun = {
  title: 'What should be watched first?',
  explanation: 'Paste an address. It is checked every minute, and you are told on this desktop when it breaks.',
  url: 'URL',
  watch: 'Watch it',
  alsoTitle: 'When you like',
};

export const setup = {
  title: 'Next steps',
  label: 'Steps',
  done: 'Done',
  putAway: 'Put these steps away',
  heartbeat: 'A heartbeat for a background job',
  heartbeatNote: 'The job pings Vigilmon; you are told when the ping stays away.',
  addHeartbeat: 'Add heartbeat',
  slack: 'Slack',
  slackNote: 'By an incoming webhook, whose URL you paste.',
  email: 'E-mail',
  emailNote: 'By your SMTP server.',
  add: { slack: 'Add Slack', email: 'Add e-mail' },
  ready: 'Ready',
  accepted: (name: string, took: string) => `${name} took the test message in ${took}`,
  refused: (name: string, answer: string) => `${name} refused the test message: ${answer}`,
  rule: 'Critical outages go there',
  ruleNote: setupRuleNote,
  addRule: (channels: readonly ChannelView[]) =>
    channels.length === 0 ? 'Add this rule' : `Tell ${listed(channels.map(({ name }) => name))}`,
  ruled: 'Critical outages go there from now on; the rules are under Alerts',
};

export const selection = {
  title: (count: number) => `${countMonitors(count)} selected`,
  lead: (counts: readonly { readonly state: MonitorState; readonly count: number }[]) =>
    listed(counts.map(({ state, count }) => `${formatCount(count)} ${states[state].toLowerCase()}`)),
  actions: 'For all selected',
  all: (count: number) => `Select all ${formatCount(count)}`,
  end: 'Clear selection',
  tags: 'Their tags',
  tagCount: (count: number, total: number) =>
    count === total ? 'all' : `${formatCount(count)} of ${formatCount(total)}`,
  pause: (count: number) => `Pause ${count}`,
  resume: (count: number) => `Resume ${count}`,
  tag: 'Tags…',
  newTag: 'Tag',
  addTag: 'Add tag to all',
  remove: 'Delete',
};

export const actions = {
  deleted: (names: readonly string[]) =>
    names.length === 1 ? `${names[0] ?? ''} was deleted` : `${countMonitors(names.length)} were deleted`,
  failed: (name: string, reason: string) => `${name}: ${reason}`,
  someFailed: (count: number, reason: string) => `${countMonitors(count)} could not be changed: ${reason}`,
  checking: (count: number) => `Checking ${countMonitors(count)}…`,
  checked: (count: number, failed: number) =>
    `${countMonitors(count)} checked: ${failed === 0 ? 'all well' : `${formatCount(failed)} not well`}`,
  tagged: (tag: string, count: number) => `${countMonitors(count)} tagged ${tag}`,
  untagged: (tag: string, count: number) => `Tag ${tag} taken off ${countMonitors(count)}`,
  undo: 'Undo',
  menu: (names: readonly string[]) =>
    `Actions for ${names.length === 1 ? (names[0] ?? '') : countMonitors(names.length)}`,
  open: 'Open',
  check: 'Check now',
  pause: 'Pause',
  resume: 'Resume',
  edit: 'Edit…',
  clone: 'Duplicate…',
  delete: 'Delete',
};
