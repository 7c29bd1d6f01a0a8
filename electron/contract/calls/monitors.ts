/** Monitors, and the overview of all of them. */
import { z } from 'zod';
import type { PingSnippet } from '../monitors/ping-snippets.ts';
import type { Monitor } from '../monitors/registry.ts';
import type { Replay } from '../model/replay.ts';
import type { SchedulePreview } from '../model/history.ts';
import type { Overview } from '../model/state.ts';
import { monitorInput, monitorPatch, scheduleInput, snippetsInput } from '../monitors/schema.ts';
import type { WordedCheckDetail } from '../worded.ts';
import { byId, id, nothing, takes } from './call.ts';

export const overviewCalls = {
  get: takes(nothing).answers<Overview>(),
};

const allOrThese = z.strictObject({ ids: z.array(id).optional() }).optional();

/** Changed at once. */
const mostPatches = 2_000;

export const monitorCalls = {
  list: takes(nothing).answers<readonly Monitor[]>(),
  get: takes(byId).answers<Monitor>(),
  create: takes(monitorInput).answers<Monitor>(),
  update: takes(monitorPatch).answers<Monitor>(),
  /** All of them or, with one problem, none: its field is named `<id>.<field>`. */
  updateAll: takes(z.strictObject({ patches: z.array(monitorPatch).min(1).max(mostPatches) })).answers<
    readonly Monitor[]
  >(),
  delete: takes(byId).answers<null>(),
  pause: takes(byId).answers<Monitor>(),
  resume: takes(byId).answers<Monitor>(),
  /** Those that run. @returns which they are; it is remembered of them until they run again. */
  pauseAll: takes(allOrThese).answers<{ readonly ids: readonly string[] }>(),
  /** Without ids: those that were paused together, or all paused ones if none was. @returns which they are. */
  resumeAll: takes(allOrThese).answers<{ readonly ids: readonly string[] }>(),
  /** Runs a check now, records it and returns it. Not for heartbeats. */
  checkNow: takes(byId).answers<WordedCheckDetail>(),
  /** Probes a draft and stores nothing. Hidden secrets are taken from the stored monitor of the same id. */
  preview: takes(monitorInput).answers<WordedCheckDetail>(),
  /**
   * What a draft of a stored monitor would have made of its stored checks. Null: of a kind that is not probed, where
   * pings and deadlines decide.
   */
  replay: takes(monitorInput).answers<Replay | null>(),
  /** What the schedule of a heartbeat means, while it is being typed. */
  previewSchedule: takes(scheduleInput).answers<SchedulePreview>(),
  /** Its check as a command for a POSIX shell; null: its kind has none. Secrets are variables. */
  command: takes(byId).answers<{ readonly command: string | null }>(),
  /** Code for a job of that schedule. @param url the ping URL that it is to contain. */
  snippets: takes(snippetsInput).answers<readonly PingSnippet[]>(),
  /** For a heartbeat that is not saved yet, so that its ping URL is known before. */
  newToken: takes(nothing).answers<{ readonly token: string }>(),
  /** Replaces the token of a heartbeat; the old one stops working. */
  renewToken: takes(byId).answers<Monitor>(),
};
