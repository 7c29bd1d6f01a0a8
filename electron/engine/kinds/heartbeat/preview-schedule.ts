/** What a schedule means while it is being typed: in words, when it falls due next, and as code for its job. */
import type { Given } from '../../../contract/fields/field.ts';
import type { SchedulePreview } from '../../../contract/model/history.ts';
import type { HeartbeatSchedule } from '../../../contract/monitors/heartbeat.ts';
import type { PingSnippet } from '../../../contract/monitors/ping-snippets.ts';
import { definitionOf } from '../../../contract/monitors/registry.ts';
import { refusedFields, type Outcome } from '../../../contract/refusal.ts';
import { ok } from '../../../contract/result.ts';
import { normaliseDescribed } from '../../fields/described.ts';
import type { Wording } from '../../wording/wording.ts';
import { scheduleOf } from './room.ts';
import { pingSnippets } from './snippets/ping-snippets.ts';

const shownTimes = 5;
const anyToken = 'preview-only-token';

export function previewSchedule(
  given: Given,
  { nowMs, wording }: { readonly nowMs: number; readonly wording: Pick<Wording, 'schedules'> },
): Outcome<SchedulePreview> {
  const read = readSchedule(given);
  if (!read.ok) return read;
  const schedule = read.value;
  const { next } = scheduleOf(schedule);
  const times: number[] = [];
  for (let at = nowMs; times.length < shownTimes; times.push(at)) at = next(at);
  return ok({ description: wording.schedules.describe(schedule), lines: schedule.cron, times });
}

export function previewSnippets({ url, ...given }: Given & { readonly url: string }): Outcome<readonly PingSnippet[]> {
  const read = readSchedule(given);
  return read.ok ? ok(pingSnippets(url, read.value)) : read;
}

function readSchedule(given: Given): Outcome<HeartbeatSchedule> {
  const { value, problems } = normaliseDescribed(definitionOf('heartbeat'), given, {
    existing: null,
    makeToken: () => anyToken,
  });
  if (Object.keys(problems).length > 0) return refusedFields(problems);
  return ok(value.schedule as HeartbeatSchedule);
}
