/** Validates when and through which channels digests are sent. */
import { definitionOf, type Channel } from '../../../contract/channels/registry.ts';
import type { DigestSchedule } from '../../../contract/model/alert.ts';
import { problem, type Problem } from '../../../contract/problems.ts';
import { refusedFields, type Outcome } from '../../../contract/refusal.ts';
import { ok } from '../../../contract/result.ts';
import type { ParsedDigest } from '../../../contract/schemas.ts';
import { isTimezone } from '../../calendar/wall-clock.ts';
import { minutesOf, readWallTime } from '../../../contract/wall-time.ts';

export type KnownChannels = readonly Pick<Channel, 'id' | 'kind'>[];

const longestQuoted = 64;

/** Field paths start with `digest.`. */
export function normaliseDigest(input: ParsedDigest, known: KnownChannels): Outcome<DigestSchedule> {
  const { days = [], channels } = input;
  const timezone = input.timezone?.trim() ?? null;
  const at = readWallTime(input.at);
  const problems: Record<string, Problem> = { ...channelProblems(channels, known, 'digest.') };
  if (minutesOf(at) === null) problems['digest.at'] = problem('not-time-of-day');
  if (timezone !== null && !isTimezone(timezone)) problems['digest.timezone'] = problem('not-time-zone');
  const schedule = { days: Array.from(new Set(days)), at, timezone, channels: Array.from(new Set(channels)) };
  return Object.keys(problems).length > 0 ? refusedFields(problems) : ok(schedule);
}

/** The schedule without the channels that there are no longer; null: none is left. */
export function amongChannels(schedule: DigestSchedule | null, known: KnownChannels): DigestSchedule | null {
  const channels = schedule?.channels.filter((id) => known.some((one) => one.id === id)) ?? [];
  if (schedule === null || channels.length === 0) return null;
  return channels.length === schedule.channels.length ? schedule : { ...schedule, channels };
}

/** @param prefix of the field paths. */
export function channelProblems(
  channels: readonly string[],
  known: KnownChannels,
  prefix = '',
): Readonly<Record<string, Problem>> {
  if (channels.length === 0) return { [`${prefix}channels`]: problem('too-few', { least: 1 }) };
  const kinds = new Map(known.map(({ id, kind }) => [id, kind]));
  const problems = channels.flatMap((id, index): readonly (readonly [string, Problem])[] => {
    const path = `${prefix}channels.${String(index)}`;
    const kind = kinds.get(id);
    if (kind === undefined) return [[path, problem('no-such-channel', { id: id.slice(0, longestQuoted) })]];
    // Whatever arrives there opens an outage, which nobody would close.
    return definitionOf(kind).takesAcknowledgements === true ? [[path, problem('digest-opens-outage')]] : [];
  });
  return Object.fromEntries(problems);
}
