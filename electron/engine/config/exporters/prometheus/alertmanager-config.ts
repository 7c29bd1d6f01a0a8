/**
 * alertmanager.yml: each channel is a branch of its own, with a route for each rule that names it, so that an alert that
 * several rules send to one channel is sent once, as Vigilmon does.
 */
import { definitionOf, type Channel } from '../../../../contract/channels/registry.ts';
import { formatDuration } from '../../../../contract/duration.ts';
import type { HandoverFile } from '../../../../contract/handover.ts';
import type { AlertEventName, QuietHours, Rule, RuleCondition, Weekday } from '../../../../contract/model/alert.ts';
import { weekdays } from '../../../../contract/model/alert.ts';
import type { Monitor } from '../../../../contract/monitors/registry.ts';
import { severities } from '../../../../contract/model/monitor.ts';
import type { ExportContext } from './context.ts';
import { quoted } from './body-pattern.ts';
import { receiverOf } from './receivers.ts';

export interface Routing {
  readonly monitors: readonly Pick<Monitor, 'id' | 'dependsOn'>[];
  readonly channels: readonly Channel[];
  readonly rules: readonly Pick<Rule, 'when' | 'channels' | 'delay' | 'repeatEvery' | 'quietHours'>[];
  readonly groupWaitMs: number;
}

interface AlertmanagerConfig {
  readonly config: Readonly<Record<string, unknown>>;
  readonly files: readonly HandoverFile[];
}

const nobody = 'none';
/** What joins later is sent at most this often; so are recoveries. */
const groupInterval = '1m';
/** Alertmanager always repeats, and forgets after five days that it has. */
const neverMs = 5 * 86_400_000;

export function alertmanagerConfig(routing: Routing, context: ExportContext): AlertmanagerConfig {
  noteRules(routing, context);
  const known = routing.channels.flatMap((channel) => {
    const receiver = channel.enabled ? receiverOf(channel, context) : null;
    if (receiver === null) context.note({ code: 'channel-left-out', facts: { channel: channel.id } });
    return receiver === null ? [] : [{ channel, receiver }];
  });
  const branches = known.map(({ channel }) => branchOf(channel, routing)).filter(({ routes }) => routes.length > 0);
  const intervals = intervalsOf(routing);
  const inhibitions = inhibitionsOf(routing);
  return {
    config: {
      route: {
        receiver: nobody,
        group_interval: groupInterval,
        ...(branches.length === 0 ? {} : { routes: branches }),
      },
      receivers: [
        { name: nobody },
        ...known.map(({ channel, receiver }) => ({ name: channel.id, ...receiver.settings })),
      ],
      ...(inhibitions.length === 0 ? {} : { inhibit_rules: inhibitions }),
      ...(intervals.length === 0 ? {} : { time_intervals: intervals }),
    },
    files: known.flatMap(({ receiver }) => receiver.files ?? []),
  };
}

/** While what a monitor depends on is down, it does not alert. */
function inhibitionsOf({ monitors }: Routing): readonly object[] {
  return monitors.flatMap(({ id, dependsOn }) => {
    const source = oneOf('monitor', dependsOn);
    if (source === null) return [];
    return [{ source_matchers: ['event="down"', source], target_matchers: [`monitor=${JSON.stringify(id)}`] }];
  });
}

interface Branch {
  readonly receiver: string;
  readonly continue: true;
  readonly routes: readonly object[];
}

/** What none of its routes takes is not for this channel. */
function branchOf(channel: Channel, { rules, groupWaitMs }: Routing): Branch {
  const own = rules
    .map((rule, index) => ({ ...rule, number: index + 1 }))
    .filter(({ channels }) => channels.includes(channel.id))
    .toSorted((one, other) => one.delay - other.delay);
  const isGrouped = definitionOf(channel.kind).isGrouped;
  const routes = own.flatMap((rule) => {
    const matchers = matchersOf(rule.when);
    if (matchers === null) return [];
    const common = {
      receiver: channel.id,
      group_by: isGrouped && rule.delay === 0 ? ['event', 'severity'] : ['event', 'severity', 'monitor'],
      group_wait: formatDuration(Math.max(rule.delay, isGrouped ? groupWaitMs : 0)),
      repeat_interval: formatDuration(rule.repeatEvery ?? neverMs),
    };
    if (rule.quietHours === null) return [{ matchers, ...common }];
    const quiet = { matchers, ...common, mute_time_intervals: [intervalName(rule.number)] };
    const { severity } = rule.when;
    const takesCritical = severity.length === 0 || severity.includes('critical');
    // Critical ones are sent at any hour.
    return takesCritical ? [{ matchers: [...matchers, 'severity="critical"'], ...common }, quiet] : [quiet];
  });
  return { receiver: nobody, continue: true, routes };
}

/** Recoveries go wherever their outage went. */
const alerting: readonly AlertEventName[] = ['down', 'degraded', 'certificate'];

/** Null: it matches nothing that Prometheus alerts on. */
function matchersOf(when: RuleCondition): readonly string[] | null {
  const events = when.events.filter((event) => alerting.includes(event));
  if (when.events.length > 0 && events.length === 0) return null;
  const all = [
    oneOf('severity', when.severity.length === severities.length ? [] : when.severity),
    oneOf('event', events),
    oneOf('monitor', when.monitors),
    when.tags.length === 0 ? null : `tags=~${JSON.stringify(`.*,${alternatives(when.tags)},.*`)}`,
  ];
  return all.filter((matcher) => matcher !== null);
}

function oneOf(label: string, values: readonly string[]): string | null {
  const [only] = values;
  if (only === undefined) return null;
  return values.length === 1 ? `${label}=${JSON.stringify(only)}` : `${label}=~${JSON.stringify(alternatives(values))}`;
}

function alternatives(values: readonly string[]): string {
  return `(${values.map(quoted).join('|')})`;
}

function noteRules({ rules }: Routing, { note }: ExportContext): void {
  for (const [index, { when, repeatEvery, quietHours }] of rules.entries()) {
    const facts = { number: index + 1 };
    if (matchersOf(when) === null) note({ code: 'rule-left-out', facts });
    if (repeatEvery !== null) note({ code: 'constant-repeat', facts });
    if (quietHours !== null) note({ code: 'quiet-hours-drop', facts });
  }
}

const intervalName = (rule: number): string => `quiet-hours-${String(rule)}`;

function intervalsOf({ rules }: Routing): readonly object[] {
  return rules.flatMap(({ quietHours }, index) =>
    quietHours === null ? [] : [{ name: intervalName(index + 1), time_intervals: timesOf(quietHours) }],
  );
}

const dayNames: Readonly<Record<Weekday, string>> = {
  sun: 'sunday',
  mon: 'monday',
  tue: 'tuesday',
  wed: 'wednesday',
  thu: 'thursday',
  fri: 'friday',
  sat: 'saturday',
};

/** Alertmanager's intervals end at midnight: what lasts longer is two, the second one on the days after. */
function timesOf({ days, from, to, timezone }: QuietHours): readonly object[] {
  const next = days.flatMap((day) => weekdays[(weekdays.indexOf(day) + 1) % weekdays.length] ?? []);
  const part = (on: readonly Weekday[], start: string, end: string): readonly object[] =>
    start === end
      ? []
      : [
          {
            times: [{ start_time: start, end_time: end }],
            ...(on.length === 0 ? {} : { weekdays: on.map((day) => dayNames[day]) }),
            location: timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
          },
        ];
  if (from < to) return part(days, from, to);
  return [...part(days, from, '24:00'), ...part(next, '00:00', to)];
}
