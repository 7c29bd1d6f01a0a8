import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pingKinds, type PingKind } from '../../../../electron/contract/model/history.ts';
import { nextWakeAt, stepDeadline } from '../../../../electron/engine/kinds/heartbeat/deadline.ts';
import type { HeartbeatPolicy } from '../../../../electron/engine/kinds/heartbeat/policy.ts';
import { stepPing } from '../../../../electron/engine/kinds/heartbeat/ping.ts';
import type { Step, Tracking } from '../../../../electron/engine/state/step.ts';
import { policyOf } from './policies.ts';
import { initialTracking } from '../../../../electron/engine/state/transition.ts';

interface Sent {
  readonly kind: PingKind;
  readonly runId: string | null;
  readonly afterMs: number;
}

const periods = fc.record({
  every: fc.integer({ min: 10_000, max: 600_000 }),
  grace: fc.integer({ min: 0, max: 60_000 }),
});
const runTimes = fc.option(fc.integer({ min: 1_000, max: 900_000 }), { nil: null });
const policies: fc.Arbitrary<HeartbeatPolicy> = fc
  .record({
    every: fc.integer({ min: 10_000, max: 600_000 }),
    grace: fc.integer({ min: 0, max: 60_000 }),
    maxRunTime: runTimes,
    startWithin: runTimes,
    failAfter: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ every, grace, ...others }) => policyOf(every, grace, others));
const runIds = fc.constantFrom(null, 'a', 'b');
const sentPings = fc.array(
  fc.record({
    kind: fc.constantFrom(...pingKinds),
    runId: runIds,
    afterMs: fc.integer({ min: 0, max: 900_000 }),
  }),
  { maxLength: 40 },
);

interface Driven {
  readonly tracking: Tracking;
  readonly steps: readonly Step[];
}

/** All that falls due until `untilMs`, each at its own moment, as the scheduler would. */
function letPass(tracking: Tracking, untilMs: number, policy: HeartbeatPolicy): Driven {
  const steps: Step[] = [];
  let current = tracking;
  for (let wakeAt = nextWakeAt(current, policy); wakeAt !== null; wakeAt = nextWakeAt(current, policy)) {
    if (wakeAt > untilMs) break;
    const step = stepDeadline(current, wakeAt, policy);
    if (step === null) throw new Error('woken for nothing');
    if (steps.length > 20) throw new Error('woken without end');
    steps.push(step);
    current = step.next;
  }
  return { tracking: current, steps };
}

/** All that has fallen due, at once, as after a busy moment. */
function allDue(tracking: Tracking, nowMs: number, policy: HeartbeatPolicy): readonly Step[] {
  const steps: Step[] = [];
  for (let step = stepDeadline(tracking, nowMs, policy); step !== null; step = stepDeadline(step.next, nowMs, policy)) {
    steps.push(step);
    if (steps.length > 20) throw new Error('due without end');
  }
  return steps;
}

function drive(pings: readonly Sent[], policy: HeartbeatPolicy): Driven {
  const steps: Step[] = [];
  let tracking = initialTracking(0);
  let at = 0;
  for (const { kind, runId, afterMs } of pings) {
    at += afterMs;
    const passed = letPass(tracking, at, policy);
    const step = stepPing(passed.tracking, { at, kind, exitCode: null, runId, runTime: null }, policy);
    steps.push(...passed.steps, step);
    tracking = step.next;
  }
  return { tracking, steps };
}

test('nothing is due before the wake time, and something is due at it', () => {
  fc.assert(
    fc.property(sentPings, policies, (pings, policy) => {
      const { tracking } = drive(pings, policy);
      const wakeAt = nextWakeAt(tracking, policy);
      fc.pre(wakeAt !== null);
      expect(stepDeadline(tracking, wakeAt - 1, policy)).toBeNull();
      expect(stepDeadline(tracking, wakeAt, policy)).not.toBeNull();
    }),
  );
});

test('a job that pinged once and then falls silent always goes down', () => {
  fc.assert(
    fc.property(sentPings, policies, (pings, policy) => {
      const driven = drive(pings, policy);
      fc.pre(pings.some(({ kind }) => kind !== 'log'));
      expect(letPass(driven.tracking, Infinity, policy).tracking.state).toBe('down');
    }),
  );
});

test('a late evaluation dates an outage like one in time', () => {
  fc.assert(
    fc.property(sentPings, policies, fc.integer({ min: 0, max: 10 ** 9 }), (pings, policy, laterMs) => {
      const { tracking } = drive(pings, policy);
      const punctual = letPass(tracking, Infinity, policy).steps.at(-1);
      fc.pre(punctual?.incident?.change === 'open');
      const opening = punctual.incident;
      const late = allDue(tracking, opening.confirmedAt + laterMs, policy).at(-1);
      expect(late?.span).toEqual(punctual.span);
      expect(late?.incident).toMatchObject({ startedAt: opening.startedAt });
    }),
  );
});

test('a job that pings in time, with or without starts, is never down', () => {
  const runs = fc.array(
    fc.record({
      wait: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      run: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  );
  fc.assert(
    fc.property(runs, periods, fc.boolean(), (jobs, { every, grace }, saysStart) => {
      const policy = policyOf(every, grace);
      const pings = jobs.flatMap(({ wait, run }): Sent[] => {
        const runMs = Math.floor(run * (every / 2));
        const waitMs = Math.floor(wait * (every - runMs));
        const success = { kind: 'success' as const, runId: null, afterMs: saysStart ? runMs : waitMs + runMs };
        return saysStart ? [{ kind: 'start', runId: null, afterMs: waitMs }, success] : [success];
      });
      const { steps } = drive(pings, policy);
      expect(steps.every(({ incident }) => incident === null)).toBe(true);
    }),
  );
});

test('incidents open and close alternately, and spans never go back', () => {
  fc.assert(
    fc.property(sentPings, policies, (pings, policy) => {
      let isOpen = false;
      let from = 0;
      for (const { incident, span, alert, next } of drive(pings, policy).steps) {
        if (incident !== null) {
          expect(incident.change).toBe(isOpen ? 'close' : 'open');
          expect(alert).toBe(isOpen ? 'recovered' : 'down');
          isOpen = !isOpen;
        }
        expect(next.state === 'down').toBe(isOpen);
        expect(span?.from ?? from).toBeGreaterThanOrEqual(from);
        from = span?.from ?? from;
      }
    }),
  );
});
