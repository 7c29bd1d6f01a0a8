/**
 * What a channel and a rule may be. A channel comes in whole: what it leaves out gets its default, and a hidden secret
 * means the stored one. Each wrong field gets its own words, and with one wrong field nothing is taken.
 */
import type { Channel, QuietHours, RuleCondition } from '../../contract/model/alert.ts';
import type { Source } from '../../contract/model/monitor.ts';
import { invalid, ok, type Result } from '../../contract/result.ts';
import type { ParsedChannel, ParsedRule } from '../../contract/schemas.ts';
import type { NewRule } from '../store/store.ts';
import { hasControlCharacter } from './channels/address-rules.ts';
import { settingsOf } from './channels/channel-settings.ts';
import { isTimezone, minutesOf } from '../calendar/wall-clock.ts';
import { isEndless } from '../calendar/weekly-window.ts';

export interface ChannelContext {
  /** The channel that is edited, secrets in clear; null: a new one. */
  readonly existing: Channel | null;
  readonly takenIds: ReadonlySet<string>;
  readonly source: Source;
}

type Fields = Record<string, string>;

const idIsTaken = 'is taken by another channel';
const idPattern = /^[a-z0-9-]{1,64}$/u;
const nameLength = 100;
const longestDelay = 86_400_000;
const shortestRepeat = 60_000;
const longestRepeat = 7 * 86_400_000;
const kindNames = { native: 'Desktop', email: 'E-mail', slack: 'Slack' } as const;

export function normaliseChannel(input: ParsedChannel, context: ChannelContext): Result<Channel> {
  const fields: Fields = {};
  const id = idOf(input, context, fields);
  const name = (input.name ?? '').trim() || (input.id ?? kindNames[input.kind]);
  if (hasControlCharacter(name)) fields.name = 'must be one line';
  else if (name.length > nameLength) fields.name = `has more than ${String(nameLength)} characters`;
  const common = { id, name, enabled: input.enabled ?? true, source: context.source };
  const channel: Channel = { ...common, ...settingsOf(input, context.existing, fields) };
  if (Object.keys(fields).length === 0) return ok(channel);
  const refused = invalid(fields);
  return fields.id === idIsTaken && !refused.ok
    ? { ok: false, error: { ...refused.error, code: 'conflict' } }
    : refused;
}

export interface KnownIds {
  readonly channels: ReadonlySet<string>;
  readonly monitors: ReadonlySet<string>;
}

/** Field paths begin with the rule's place in the list: `0.channels.1`. */
export function normaliseRules(
  input: readonly ParsedRule[],
  known: KnownIds,
  source: Source,
): Result<readonly NewRule[]> {
  const fields: Fields = {};
  const rules = input.map((rule, index) => {
    checkRule(rule, known, (path, problem) => (fields[`${String(index)}.${path}`] ??= problem));
    const { channels, delay = 0, repeatEvery = null } = rule;
    return { when: conditionOf(rule), channels, delay, repeatEvery, quietHours: quietHoursOf(rule), source };
  });
  return Object.keys(fields).length > 0 ? invalid(fields) : ok(rules);
}

/** The file is applied by id, so there each channel has one; elsewhere one is made of the name. */
function idOf(input: ParsedChannel, { existing, takenIds, source }: ChannelContext, fields: Fields): string {
  if (existing !== null) return existing.id;
  const { id } = input;
  if (id === undefined) {
    if (source === 'file') fields.id = 'is required';
    return freeId(input.name ?? kindNames[input.kind], input.kind, takenIds);
  }
  if (!idPattern.test(id)) fields.id = 'must be 1 to 64 of the characters a-z, 0-9 and -';
  else if (takenIds.has(id)) fields.id = idIsTaken;
  return id;
}

function freeId(name: string, fallback: string, takenIds: ReadonlySet<string>): string {
  const words = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  const slug =
    words
      .replace(/[^a-z0-9]+/gu, '-')
      .slice(0, 56)
      .replace(/^-+|-+$/gu, '') || fallback;
  if (!takenIds.has(slug)) return slug;
  let count = 2;
  while (takenIds.has(`${slug}-${String(count)}`)) count += 1;
  return `${slug}-${String(count)}`;
}

type Report = (path: string, problem: string) => void;

function checkRule(rule: ParsedRule, known: KnownIds, report: Report): void {
  const { when, channels, delay = 0, repeatEvery = null } = rule;
  const { severity = [], tags = [], monitors = [], events = [] } = when;
  if (channels.length === 0) report('channels', 'must name at least one channel');
  reportUnknown('channels', channels, { known: known.channels, report, noun: 'channel' });
  reportUnknown('when.monitors', monitors, { known: known.monitors, report, noun: 'monitor' });
  tags.forEach((tag, index) => {
    if (tag.trim() === '') report(`when.tags.${String(index)}`, 'is empty');
  });
  const lists = {
    channels,
    'when.severity': severity,
    'when.tags': tags,
    'when.monitors': monitors,
    'when.events': events,
  };
  for (const [path, list] of Object.entries(lists)) reportRepeated(path, list, report);
  if (!Number.isSafeInteger(delay) || delay < 0 || delay > longestDelay) report('delay', 'must be at most 1d');
  if (repeatEvery !== null && (repeatEvery < shortestRepeat || repeatEvery > longestRepeat))
    report('repeatEvery', 'must be from 1m to 7d');
  const quietHours = quietHoursOf(rule);
  if (quietHours !== null) checkQuietHours(quietHours, report);
}

function checkQuietHours(quiet: QuietHours, report: Report): void {
  for (const name of ['from', 'to'] as const) {
    if (minutesOf(quiet[name]) === null) report(`quietHours.${name}`, 'is not a time of day: write 07:00 or 22:30');
  }
  if (isEndless(quiet)) report('quietHours.to', 'must be another time than the begin, or the quiet would never end');
  if (quiet.timezone !== null && !isTimezone(quiet.timezone))
    report('quietHours.timezone', 'is not a time zone: write Europe/Vienna or UTC');
  reportRepeated('quietHours.days', quiet.days, report);
}

function quietHoursOf({ quietHours = null }: ParsedRule): QuietHours | null {
  if (quietHours === null) return null;
  const { days = [], from, to, timezone = null } = quietHours;
  return { days, from: twoDigits(from), to: twoDigits(to), timezone: timezone?.trim() ?? null };
}

/** `7:00` is `07:00`. */
function twoDigits(time: string): string {
  return time.trim().replace(/^\d:/u, '0$&');
}

function reportUnknown(
  path: string,
  ids: readonly string[],
  { known, report, noun }: { known: ReadonlySet<string>; report: Report; noun: string },
): void {
  ids.forEach((id, index) => {
    if (!known.has(id)) report(`${path}.${String(index)}`, `there is no ${noun} ${JSON.stringify(id.slice(0, 64))}`);
  });
}

function reportRepeated(path: string, values: readonly string[], report: Report): void {
  values.forEach((value, index) => {
    if (values.indexOf(value) < index) report(`${path}.${String(index)}`, 'is named twice');
  });
}

function conditionOf({ when }: ParsedRule): RuleCondition {
  const { severity = [], tags = [], monitors = [], events = [] } = when;
  return { severity, tags: tags.map((tag) => tag.trim()), monitors, events };
}
