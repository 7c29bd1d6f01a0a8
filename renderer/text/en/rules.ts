/** Alert rules as sentences, and the form that makes them. */
import type {
  AlertEventName,
  AlertRoute,
  ChannelView,
  QuietHours,
  Rule,
  Weekday,
} from '../../../electron/contract/model/alert.ts';
import { formatCount, formatLength, formatWallTime } from '../../format.ts';
import { daysOfWeek } from '../../state/week.ts';
import { severities, weekdays } from './codes.ts';
import { capital, coming, countMonitors, listed } from './phrases.ts';

export interface RuleSentence {
  readonly when: string;
  readonly who: string;
  readonly how: string;
}

type NameOf = (id: string) => string;

/** As a rule says them, behind `when`. */
const eventClauses: Readonly<Record<AlertEventName, string>> = {
  down: 'down',
  recovered: 'recovered',
  degraded: 'degraded',
  certificate: 'a certificate ends soon',
};

function howSoon(delay: number): string {
  return delay === 0 ? 'at once' : `after ${formatLength(delay)}`;
}

/** The intervals grow from there on. */
function howOften(repeatEvery: number | null): string {
  return repeatEvery === null ? '' : `, reminded after ${formatLength(repeatEvery)} and then ever more rarely`;
}

/** `Mon to Fri`, `Sat and Sun`, `Mon, Wed and Fri`. */
function describeDays(days: readonly Weekday[]): string {
  const places = daysOfWeek.flatMap((day, place) => (days.includes(day) ? [place] : []));
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  const isRun = places.length > 2 && last - first === places.length - 1;
  const words = places.map((place) => weekdays[daysOfWeek[place] ?? 'mon']);
  return isRun ? `${words[0] ?? ''} to ${words.at(-1) ?? ''}` : listed(words);
}

/** `quiet from 22:00 to 07:00 on Mon to Fri (Europe/Vienna)` */
function describeQuiet({ days, from, to, timezone }: QuietHours): string {
  const on = days.length === 0 || days.length === daysOfWeek.length ? '' : ` on ${describeDays(days)}`;
  const hours = from === to && from === '00:00' ? 'all day' : `from ${formatWallTime(from)} to ${formatWallTime(to)}`;
  return `quiet ${hours}${on}${timezone === null ? '' : ` (${timezone})`}`;
}

function describeRoute(
  { delay, repeatEvery, heldUntil }: Omit<AlertRoute, 'channelId' | 'ruleIds'>,
  now: number,
): string {
  const soon = heldUntil === null ? howSoon(delay) : `after the quiet hours, ${coming(heldUntil, now)}`;
  return `${soon}${howOften(repeatEvery)}`;
}

/** A channel's name as a rule says it: with what keeps it from being told. */
function channelInRule(channel: ChannelView | undefined, id: string): string {
  if (channel === undefined) return id;
  if (!channel.enabled) return `${channel.name} (off)`;
  return channel.health.broken ? `${channel.name} (does not work)` : channel.name;
}

/** `Critical, tagged prod` → `Slack and E-mail`, `, after 10 min`. */
function describeRule(rule: Rule, channelName: NameOf, monitorName: NameOf): RuleSentence {
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
    who: channels.length === 0 ? 'nobody' : listed(channels.map(channelName)),
    how: `, ${howSoon(delay)}${howOften(repeatEvery)}${quietHours === null ? '' : `; ${describeQuiet(quietHours)}`}`,
  };
}

/** Below a time of day: how the reader's clock writes it, and whether it is the next day's. */
function timeHint(time: string | null, isNextDay: boolean): string | undefined {
  if (time === null) return isNextDay ? 'The next day' : undefined;
  return isNextDay ? `${time} the next day` : time;
}

export const quiet = {
  title: 'Quiet hours',
  hint: 'What is not critical waits until they are over, and is then told in one message.',
  criticalOnly: 'What is critical is told at any hour, and this rule is about nothing else.',
  from: 'From',
  to: 'To',
  timeHint,
  days: 'Only on these days',
  timezone: 'Time zone',
  ownTimezone: 'That of the computer that Vigilmon runs on',
};

export const rules = {
  describe: describeRule,
  channel: channelInRule,
  title: 'Rules',
  note: 'All that match apply',
  add: 'Add rule',
  none: 'There is no rule, so nobody is told of anything.',
  explain: 'A condition that is left empty matches everything.',
  severity: 'Severity',
  events: 'Events',
  tags: 'Tags',
  monitors: 'Monitors',
  monitorsChosen: (count: number) => (count === 0 ? 'Only certain monitors' : `Only ${countMonitors(count)}`),
  channels: 'Tell these channels',
  delay: 'Delay',
  delayHint: 'IncidentNotifications only if it is still down by then. Empty: at once.',
  repeat: 'Remind after',
  repeatHint: 'While it is down and not acknowledged; then ever more rarely. Empty: never.',
  move: (place: number) => `Move rule ${place}: drag, or Alt and an arrow key`,
  moved: (place: number, count: number) => `Rule is now number ${place} of ${count}`,
  edit: (place: number) => `Edit rule ${place}`,
  delete: (place: number) => `Delete rule ${place}`,
  deleted: 'The rule was deleted',
  added: 'A rule was added',
  applies: 'applies',
  reach: (count: number) => countMonitors(count),
  goneMonitor: (id: string) => `${id} (deleted)`,
  uncovered: 'Monitors that no rule covers',
  nobodyHears: (names: readonly string[]) =>
    `Nobody would hear of ${listed(names.length > 4 ? [...names.slice(0, 3), `${formatCount(names.length - 3)} others`] : names, 'or')} going down.`,
  noChannelInUse: 'First add a channel, or put one in use.',
  showUncovered: 'Show in the list',
  cover: (channels: readonly string[]) => (channels.length > 2 ? 'Tell all channels' : `Tell ${listed(channels)}`),
  coverOne: 'Tell all channels in use',
  preview: 'Who would be told?',
  if: 'If',
  whichMonitor: 'Monitor that goes down',
  wentDown: 'went down now, who would be told?',
  route: describeRoute,
  by: (places: readonly number[]) => `by rule ${listed(places.map(String))}`,
  nobody: 'Nobody: no rule leads from it to a channel that is in use.',
  butMuted: (end: string) => `It is muted ${end}, so not before that:`,
  butPaused: 'It is paused, so not before it is resumed:',
};
