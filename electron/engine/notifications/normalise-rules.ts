/** Validates a list of alert rules. One invalid field rejects the whole list. */
import type { QuietHours, RuleCondition } from '../../contract/model/alert.ts';
import type { Source } from '../../contract/model/monitor.ts';
import { problem, type Problem } from '../../contract/problems.ts';
import { refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { ParsedRule } from '../../contract/schemas.ts';
import { isTimezone } from '../calendar/wall-clock.ts';
import { minutesOf, readWallTime } from '../../contract/wall-time.ts';
import { isEndless } from '../calendar/weekly-window.ts';
import { unreadable } from '../fields/normalise.ts';
import type { NewRule } from '../store/rule-repository.ts';

interface KnownIds {
  readonly channels: ReadonlySet<string>;
  readonly monitors: ReadonlySet<string>;
}

const longestDelay = 86_400_000;
const shortestRepeat = 60_000;
const longestRepeat = 7 * 86_400_000;

/** Field paths start with the position of the rule: `0.channels.1`. */
export function normaliseRules(
  input: readonly ParsedRule[],
  known: KnownIds,
  source: Source,
): Outcome<readonly NewRule[]> {
  const problems: Record<string, Problem> = {};
  const rules = input.map((rule, index) => {
    checkRule(rule, known, (path, found) => (problems[`${String(index)}.${path}`] ??= found));
    const { channels, delay = 0, repeatEvery = null } = rule;
    const times = { delay: Number(delay), repeatEvery: repeatEvery === null ? null : Number(repeatEvery) };
    return { when: conditionOf(rule), channels, ...times, quietHours: quietHoursOf(rule), source };
  });
  return Object.keys(problems).length > 0 ? refusedFields(problems) : ok(rules);
}

type Report = (path: string, found: Problem) => void;

function checkRule(rule: ParsedRule, known: KnownIds, report: Report): void {
  const { channels, delay = 0, repeatEvery = null } = rule;
  const { severity, tags, monitors, events } = conditionOf(rule);
  if (channels.length === 0) report('channels', problem('too-few', { least: 1 }));
  reportUnknown(channels, known.channels, (index, id) =>
    report(`channels.${index}`, problem('no-such-channel', { id })),
  );
  reportUnknown(monitors, known.monitors, (index, id) =>
    report(`when.monitors.${index}`, problem('no-such-monitor', { id })),
  );
  tags.forEach((tag, index) => {
    if (tag === '') report(`when.tags.${String(index)}`, problem('empty'));
  });
  const lists = {
    channels,
    'when.severity': severity,
    'when.tags': tags,
    'when.monitors': monitors,
    'when.events': events,
  };
  for (const [path, list] of Object.entries(lists)) reportRepeated(path, list, report);
  if (typeof delay === 'string') report('delay', unreadable(delay, 'not-a-duration'));
  else if (delay > longestDelay) report('delay', problem('duration-too-long', { most: longestDelay }));
  if (typeof repeatEvery === 'string') report('repeatEvery', unreadable(repeatEvery, 'not-a-duration'));
  else if (repeatEvery !== null && (repeatEvery < shortestRepeat || repeatEvery > longestRepeat)) {
    report('repeatEvery', problem('duration-not-in-range', { least: shortestRepeat, most: longestRepeat }));
  }
  const quietHours = quietHoursOf(rule);
  if (quietHours !== null) checkQuietHours(quietHours, report);
}

function checkQuietHours(quiet: QuietHours, report: Report): void {
  for (const name of ['from', 'to'] as const) {
    if (minutesOf(quiet[name]) === null) report(`quietHours.${name}`, problem('not-time-of-day'));
  }
  if (isEndless(quiet)) report('quietHours.to', problem('endless-quiet-hours'));
  if (quiet.timezone !== null && !isTimezone(quiet.timezone)) {
    report('quietHours.timezone', problem('not-time-zone'));
  }
  reportRepeated('quietHours.days', quiet.days, report);
}

function quietHoursOf({ quietHours = null }: ParsedRule): QuietHours | null {
  if (quietHours === null) return null;
  const { days = [], from, to, timezone = null } = quietHours;
  return { days, from: readWallTime(from), to: readWallTime(to), timezone: timezone?.trim() ?? null };
}

const longestQuoted = 64;

function reportUnknown(
  ids: readonly string[],
  known: ReadonlySet<string>,
  report: (index: string, id: string) => void,
): void {
  ids.forEach((id, index) => {
    if (!known.has(id)) report(String(index), id.slice(0, longestQuoted));
  });
}

function reportRepeated(path: string, values: readonly string[], report: Report): void {
  values.forEach((value, index) => {
    if (values.indexOf(value) < index) report(`${path}.${String(index)}`, problem('duplicate'));
  });
}

function conditionOf({ when }: ParsedRule): RuleCondition {
  const { severity = [], tags = [], monitors = [], events = [] } = when;
  return { severity, tags: tags.map((tag) => tag.trim()), monitors, events };
}
