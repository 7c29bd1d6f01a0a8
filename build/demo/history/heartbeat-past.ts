/** A job's history: it pings when it starts and finishes, goes silent or fails, and its deadlines are evaluated. */
import type { HeartbeatMonitor } from '../../../electron/contract/monitors/registry.ts';
import { afterAway } from '../../../electron/engine/kinds/heartbeat/away.ts';
import { nextWakeAt, stepDeadline } from '../../../electron/engine/kinds/heartbeat/deadline.ts';
import { stepPing } from '../../../electron/engine/kinds/heartbeat/ping.ts';
import type { HeartbeatPolicy } from '../../../electron/engine/kinds/heartbeat/policy.ts';
import { heartbeatRoom } from '../../../electron/engine/kinds/heartbeat/room.ts';
import { heartbeatCheck } from '../../../electron/engine/kinds/heartbeat/check.ts';
import type { DemoJob, JobEvent } from '../jobs.ts';
import { responseTimeAt } from '../response-time.ts';
import { intervalAt, overlap, type Interval } from './intervals.ts';
import { isLongAgo, type Past, type PastOptions } from './past.ts';
import type { NewPing } from '../../../electron/engine/store/ping-repository.ts';

interface HeartbeatPastOptions extends PastOptions {
  readonly monitor: HeartbeatMonitor;
  readonly job: DemoJob;
}

type JobTrouble = Interval & { readonly event: JobEvent };

/** Pings that are no longer shown individually can be fewer. */
const longAgoEveryMs = 6 * 3_600_000;

export function heartbeatPast(options: HeartbeatPastOptions): Past {
  const { entry, recorder, sleeps, range, random } = options;
  const troubles = troublesOf(options);
  let runAt = range.from + random.between(0, everyAt(options, range.from));
  let deadlineAt = Number.POSITIVE_INFINITY;
  let underWay: NewPing | null = null;

  function observe(at: number): void {
    if (underWay !== null && underWay.at <= at) end(underWay);
    else if (deadlineAt <= at) evaluate(at);
    else run(at);
    deadlineAt = nextWakeAt(entry.tracking, policyAt(options, at)) ?? Number.POSITIVE_INFINITY;
  }

  function evaluate(at: number): void {
    const step = stepDeadline(entry.tracking, at, policyAt(options, at));
    if (step === null) return;
    const missed = step.incident?.change === 'open' ? heartbeatCheck(at, step.incident.failure, null) : null;
    recorder.record(entry, { step, check: missed, ping: null });
  }

  function run(at: number): void {
    const trouble: JobTrouble | null = intervalAt(troubles, at);
    const sleep = intervalAt(sleeps, at);
    runAt = Math.round(at + everyAt(options, at) * (1 + 0.01 * random.next()));
    if (sleep !== null) runAt = sleepThrough(sleep, options);
    else if (trouble?.event.is !== 'silent') ping(at, trouble?.event ?? null);
  }

  function ping(at: number, event: Failing | null): void {
    const runTime = Math.round(responseTimeAt(options.job.runTime, at, random));
    if (!isLongAgo(at, range.to)) recordPing({ ...anyPing, at, kind: 'start' }, options);
    underWay = endOf({ ...anyPing, at: at + runTime, runTime }, event, options);
  }

  function end(ping: NewPing): void {
    underWay = null;
    recordPing(ping, options);
  }

  return { nextAt: () => Math.round(Math.min(runAt, underWay?.at ?? Number.POSITIVE_INFINITY, deadlineAt)), observe };
}

/** None at the edge of the past, nor while the computer sleeps. */
function troublesOf({ job, sleeps, range }: HeartbeatPastOptions): readonly JobTrouble[] {
  return job.events
    .map((event) => ({ event, from: range.to - event.agoMs, to: range.to - event.agoMs + event.forMs }))
    .filter((trouble) => trouble.from > range.from && !sleeps.some((sleep) => overlap(trouble, sleep)));
}

function everyAt({ job, range }: HeartbeatPastOptions, at: number): number {
  return isLongAgo(at, range.to) ? Math.max(longAgoEveryMs, job.pastEveryMs) : job.pastEveryMs;
}

/** A run that starts late may still be in time: the grace period of the past is at least a tenth. */
function policyAt(options: HeartbeatPastOptions, at: number): HeartbeatPolicy {
  const { monitor } = options;
  const every = everyAt(options, at);
  return heartbeatRoom.policy({
    ...monitor,
    schedule: { ...monitor.schedule, every },
    grace: Math.max(monitor.grace, every / 10),
  });
}

/** Deadlines are suspended while the computer sleeps. @returns when the job runs next. */
function sleepThrough({ from, to }: Interval, options: HeartbeatPastOptions): number {
  const { entry, recorder, random } = options;
  const { tracking } = entry;
  const runAt = Math.round(to + random.between(5_000, 60_000));
  if (tracking.deadlineAt === null) return runAt;
  const moved = afterAway(tracking, { from, to }, policyAt(options, from));
  const next = { ...moved, deadlineAt: Math.max(moved.deadlineAt ?? 0, runAt) };
  recorder.record(entry, {
    step: { next, span: null, incident: null, alert: null, pace: 'cadence' },
    check: null,
    ping: null,
  });
  return runAt;
}

type Failing = Extract<JobEvent, { is: 'failing' }>;

function endOf(ended: Omit<NewPing, 'kind'>, event: Failing | null, { job, random }: HeartbeatPastOptions): NewPing {
  if (event !== null) return { ...ended, kind: 'fail', exitCode: event.exitCode, body: event.log };
  return { ...ended, kind: 'success', body: job.log(Math.floor(random.between(0, 30))) };
}

function recordPing(ping: NewPing, options: HeartbeatPastOptions): void {
  const { entry, recorder } = options;
  const step = stepPing(entry.tracking, ping, policyAt(options, ping.at));
  const failure = ping.kind === 'fail' ? step.next.failure : null;
  const check = ping.kind === 'start' ? null : heartbeatCheck(ping.at, failure, ping.runTime);
  recorder.record(entry, { step, check, ping });
}

const anyPing = {
  exitCode: null,
  runId: null,
  runTime: null,
  body: '',
  remoteAddress: '127.0.0.1',
  userAgent: 'curl/8.5.0',
};
