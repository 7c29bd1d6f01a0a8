/** What a schedule means while it is being typed: in words, and when it falls due next. */
import type { Given } from '../../../contract/fields/field.ts';
import type { SchedulePreview } from '../../../contract/model/history.ts';
import type { HeartbeatSchedule } from '../../../contract/monitors/heartbeat.ts';
import { definitionOf } from '../../../contract/monitors/registry.ts';
import { refusedFields, type Outcome } from '../../../contract/refusal.ts';
import { ok } from '../../../contract/result.ts';
import { normaliseDescribed } from '../../fields/described.ts';
import type { Wording } from '../../wording/wording.ts';
import { scheduleOf } from './room.ts';

const shownTimes = 5;
const anyToken = 'preview-only-token';

export function previewSchedule(
  given: Given,
  { nowMs, wording }: { readonly nowMs: number; readonly wording: Pick<Wording, 'schedules'> },
): Outcome<SchedulePreview> {
  const { value, problems } = normaliseDescribed(definitionOf('heartbeat'), given, {
    existing: null,
    makeToken: () => anyToken,
  });
  if (Object.keys(problems).length > 0) return refusedFields(problems);
  const schedule = value.schedule as HeartbeatSchedule;
  const { next } = scheduleOf(schedule);
  const times: number[] = [];
  for (let at = nowMs; times.length < shownTimes; times.push(at)) at = next(at);
  return ok({ description: wording.schedules.describe(schedule), lines: schedule.cron, times });
}
