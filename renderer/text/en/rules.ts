/** Alert rules as sentences, and their form. */
import type {
  AlertEventName,
  ChannelExplanation,
  ChannelView,
  QuietHours,
  RouteBlock,
  Rule,
  Weekday,
} from '../../../electron/contract/model/alert.ts';
import { formatCount, formatLength, formatWallTime, formatZoned } from '../../format.ts';
import { daysOfWeek } from '../../state/week.ts';
import { severities, weekdays } from './codes.ts';
import { capital, coming, countMonitors, listed } from './phrases.ts';

interface RuleSentence {
  readonly when: string;
  readonly channels: string;
  readonly how: string;
}

type NameOf = (id: string) => string;

/** As a rule phrases them, after `when`. */
const eventClauses: Readonly<Record<AlertEventName, string>> = {
  down: 'down',
  recovered: 'recovered',
  degraded: 'degraded',
  flapping: 'flapping',
  certificate: 'a certificate expires soon',
};

function howSoon(delay: number): string {
  return delay === 0 ? 'immediately' : `after ${formatLength(delay)}`;
}

/** The intervals grow. */
function howOften(repeatEvery: number | null): string {
  return repeatEvery === null ? '' : `, reminder after ${formatLength(repeatEvery)}, then less often`;
}

/** `Mon to Fri`, `Sat and Sun`, `Mon, Wed and Fri`. */
export function describeDays(days: readonly Weekday[]): string {
  const places = daysOfWeek.flatMap((day, place) => (days.includes(day) ? [place] : []));
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  const isRun = places.length > 2 && last - first === places.length - 1;
  const words = places.map((place) => weekdays[daysOfWeek[place] ?? 'mon']);
  return isRun ? `${words[0] ?? ''} to ${words.at(-1) ?? ''}` : listed(words);
}

/** `quiet from 22:00 to 07:00 on Mon to Fri (Europe/Vienna)` */
function describeQuiet(hours: QuietHours): string {
  return `quiet ${describeWeekly(hours)}`;
}

/** `from 22:00 to 07:00 on Mon to Fri (Europe/Vienna)`. */
export function describeWeekly({ days, from, to, timezone }: QuietHours): string {
  const on = days.length === 0 || days.length === daysOfWeek.length ? '' : ` on ${describeDays(days)}`;
  const hours = from === to && from === '00:00' ? 'all day' : `from ${formatWallTime(from)} to ${formatWallTime(to)}`;
  return `${hours}${on}${timezone === null ? '' : ` (${timezone})`}`;
}

function describeRoute(
  { delay, repeatEvery, heldUntil }: Pick<ChannelExplanation, 'delay' | 'repeatEvery' | 'heldUntil'>,
  now: number,
): string {
  const soon = heldUntil === null ? howSoon(delay) : `after quiet hours, ${coming(heldUntil, now)}`;
  return `${soon}${howOften(repeatEvery)}`;
}

/** A channel's name in a rule, with the reason if it does not deliver. */
function channelInRule(channel: ChannelView | undefined, id: string): string {
  if (channel === undefined) return id;
  if (!channel.enabled) return `${channel.name} (off)`;
  return channel.health.trouble !== null ? `${channel.name} (not working)` : channel.name;
}

/** `Critical, tagged prod` → `Slack and Email`, `, after 10 min`. */
function describeRule(rule: Omit<Rule, 'id'>, channelName: NameOf, monitorName: NameOf): RuleSentence {
  const { when, channels, delay, repeatEvery, quietHours } = rule;
  const parts = [
    when.severity.map((severity) => severities[severity]).join(' or '),
    when.events.length === 0
      ? ''
      : `when ${listed(
          when.events.map((event) => eventClauses[event]),
          'or',
        )}`,
    when.tags.length === 0 ? '' : `tagged ${listed(when.tags, 'or')}`,
    when.monitors.length === 0 ? '' : `only ${listed(when.monitors.map(monitorName), 'or')}`,
  ].filter((part) => part !== '');
  return {
    when: parts.length === 0 ? 'Everything' : capital(parts.join(', ')),
    channels: channels.length === 0 ? 'no channel' : listed(channels.map(channelName)),
    how: `, ${howSoon(delay)}${howOften(repeatEvery)}${quietHours === null ? '' : `; ${describeQuiet(quietHours)}`}`,
  };
}

/** The hint below a time of day: in the reader's format, and whether it is on the next day. */
function timeHint(time: string | null, isNextDay: boolean): string | undefined {
  if (time === null) return isNextDay ? 'The next day' : undefined;
  return isNextDay ? `${time} the next day` : time;
}

/** The hint below a date and time: `Thu, 15 Oct, 10:25`. As UTC has no gaps, it is what was typed, whatever the zone. */
function momentHint(typed: string): string | undefined {
  const at = Date.parse(`${typed}Z`);
  return Number.isNaN(at) ? undefined : formatZoned(at, 'UTC');
}

export const quiet = {
  title: 'Quiet hours',
  hint: 'Non-critical alerts are held until quiet hours end, then sent in one message.',
  criticalOnly: 'Critical alerts ignore quiet hours, and this rule matches only critical monitors.',
  from: 'From',
  to: 'To',
  timeHint,
  momentHint,
  days: 'Days',
  anyDays: 'Begins on (none selected: every day)',
  timezone: 'Time zone',
  ownTimezone: 'Time zone of the computer running Vigilmon',
};

export const rules = {
  describe: describeRule,
  channel: channelInRule,
  title: 'Rules',
  note: 'All matching rules apply',
  add: 'Add rule',
  none: 'No rules yet, so no notifications are sent.',
  when: 'When',
  send: 'Send',
  explain: 'Conditions left empty match everything.',
  severity: 'Severity',
  events: 'Events',
  tags: 'Tags',
  monitors: 'Monitors',
  channels: 'Channels',
  delay: 'Delay',
  delayHint: 'Sent only if still down by then. Leave empty to send immediately.',
  repeat: 'Remind after',
  repeatHint: 'While down and unacknowledged, at growing intervals. Leave empty for none.',
  move: (place: number) => `Move rule ${place}: drag, or Alt and an arrow key`,
  moved: (place: number, count: number) => `Rule is now number ${place} of ${count}`,
  edit: (place: number) => `Edit rule ${place}`,
  delete: (place: number) => `Delete rule ${place}`,
  deleted: 'Rule deleted',
  added: 'Rule added',
  applies: 'applies',
  reach: countMonitors,
  reaches: (count: number) => `Matches ${countMonitors(count)}`,
  goneMonitor: (id: string) => `${id} (deleted)`,
  uncovered: 'Monitors without working notifications',
  uncoveredNames: (names: readonly string[]) =>
    `No working channel would be notified if ${listed(names.length > 4 ? [...names.slice(0, 3), `${formatCount(names.length - 3)} others`] : names, 'or')} went down.`,
  noChannelInUse: 'Add or enable a channel first.',
  noChannelProven: 'No channel is known to work: send a test to one.',
  showUncovered: 'Show in the list',
  cover: (channels: readonly string[]) => (channels.length > 2 ? 'Notify all channels' : `Notify ${listed(channels)}`),
  coverOne: 'Notify all enabled channels',
  preview: 'Notification preview',
  whoIf: 'Which channels are notified if a monitor…',
  whichMonitor: 'Monitor to preview',
  whichEvent: 'Event to preview',
  previewEvents: {
    down: 'goes down',
    recovered: 'recovers',
    degraded: 'responds slowly',
    flapping: 'starts to flap',
    certificate: 'has a certificate that expires soon',
  } satisfies Record<AlertEventName, string>,
  atTime: 'at (now if empty)',
  groupWait: (waitMs: number) => `Each waits up to ${formatLength(waitMs)} for others, to be sent as one message.`,
  excluded: 'Not notified',
  blocks: {
    'no-rule': 'no rule sends it there',
    'channel-off': 'the channel is off',
    'channel-broken': 'the channel is broken',
    paused: 'the monitor is paused',
    muted: 'the monitor is muted',
    maintenance: 'the monitor is in maintenance',
    flapping: 'the monitor is flapping',
    dependency: 'a monitor that it depends on is down',
  } satisfies Record<RouteBlock, string>,
  route: describeRoute,
  by: (places: readonly number[]) => `by rule ${listed(places.map(String))}`,
  noRoute: 'None: no rule sends it to an enabled channel.',
  butMuted: (end: string) => `It is muted ${end}, so they are notified after that:`,
  butPaused: 'It is paused, so they are notified once it is resumed:',
};
