import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spanStates, type SpanState, type Verdict } from '../../../electron/contract/model/state.ts';
import type { Step, Tracking } from '../../../electron/engine/state/step.ts';
import {
  initialTracking,
  pause,
  resume,
  transition,
  type CheckPolicy,
} from '../../../electron/engine/state/transition.ts';

interface Event {
  readonly does: Verdict | 'pause' | 'resume';
  /** Since the event before it; negative where the clock was set back. */
  readonly afterMs: number;
  readonly takesMs: number;
}

const policies: fc.Arbitrary<CheckPolicy> = fc.record({
  failAfter: fc.integer({ min: 1, max: 4 }),
  recoverAfter: fc.integer({ min: 1, max: 4 }),
  interval: fc.integer({ min: 5_000, max: 60_000 }),
});

function events(leastMs: number): fc.Arbitrary<readonly Event[]> {
  const does = fc.oneof(
    { weight: 6, arbitrary: fc.constant('pass' as const) },
    { weight: 6, arbitrary: fc.constant('fail' as const) },
    { weight: 3, arbitrary: fc.constant('degraded' as const) },
    { weight: 5, arbitrary: fc.constant('inconclusive' as const) },
    { weight: 1, arbitrary: fc.constantFrom('pause' as const, 'resume' as const) },
  );
  const one = fc.record({
    does,
    afterMs: fc.integer({ min: leastMs, max: 70_000 }),
    takesMs: fc.integer({ min: 0, max: 4_000 }),
  });
  return fc.array(one, { maxLength: 80 });
}

interface Moment {
  readonly event: Event;
  readonly atMs: number;
  readonly before: Tracking;
  readonly step: Step;
}

function run(script: readonly Event[], policy: CheckPolicy): readonly Moment[] {
  let tracking = initialTracking(0);
  let atMs = 100_000;
  return script.map((event) => {
    atMs = Math.max(0, atMs + event.afterMs);
    const before = tracking;
    const step = stepOf(event, before, { atMs, policy });
    tracking = step.next;
    atMs += event.takesMs;
    return { event, atMs: atMs - event.takesMs, before, step };
  });
}

function stepOf({ does, takesMs }: Event, tracking: Tracking, given: { atMs: number; policy: CheckPolicy }): Step {
  const { atMs, policy } = given;
  if (does === 'pause') return pause(tracking, atMs);
  if (does === 'resume') return resume(tracking, atMs);
  const failure = does === 'fail' ? ({ code: 'connection-refused', facts: { peer: '127.0.0.1:9' } } as const) : null;
  return transition(tracking, { at: atMs, endedAt: atMs + takesMs, verdict: does, failure }, policy);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function spansOf(moments: readonly Moment[]): readonly (Stretch & { state: SpanState })[] {
  const begun = moments.flatMap(({ step }) => (step.span === null ? [] : [step.span]));
  return begun.map(({ state, from }, index) => ({ state, from, to: begun[index + 1]?.from ?? Infinity }));
}

function incidentsOf(moments: readonly Moment[]): readonly Stretch[] {
  const incidents: Stretch[] = [];
  for (const { step } of moments) {
    if (step.incident?.change === 'open') incidents.push({ from: step.incident.startedAt, to: Infinity });
    const last = incidents.at(-1);
    if (step.incident?.change === 'close' && last !== undefined) {
      incidents.splice(-1, 1, { ...last, to: step.incident.endedAt });
    }
  }
  return incidents;
}

const overlap = (a: Stretch, b: Stretch): boolean => Math.max(a.from, b.from) < Math.min(a.to, b.to);
const within = (a: Stretch, b: Stretch): boolean => b.from <= a.from && a.to <= b.to;
const isSpanState = (state: string): state is SpanState => spanStates.some((known) => known === state);

const anyClock = events(-90_000);
const steadyClock = events(0);

test('incidents open and close alternately, and tracking records whether one is open', () => {
  fc.assert(
    fc.property(anyClock, policies, (script, policy) => {
      let isOpen = false;
      for (const { step } of run(script, policy)) {
        if (step.incident !== null) {
          expect(step.incident.change).toBe(isOpen ? 'close' : 'open');
          isOpen = !isOpen;
        }
        expect(step.next.confirmedAt !== null).toBe(isOpen);
        if (step.next.state === 'down') expect(isOpen).toBe(true);
      }
    }),
  );
});

test('a down alert is due exactly when an incident opens, a recovered alert only when one closes', () => {
  fc.assert(
    fc.property(anyClock, policies, (script, policy) => {
      for (const { event, step } of run(script, policy)) {
        expect(step.alert === 'down').toBe(step.incident?.change === 'open');
        const isRecovery = step.incident?.change === 'close' && event.does !== 'pause';
        expect(step.alert === 'recovered').toBe(isRecovery);
        if (step.alert === 'degraded') expect(step.next.state).toBe('degraded');
      }
    }),
  );
});

test('a monitor goes down only after failAfter consecutive failures and recovers only after recoverAfter responses', () => {
  fc.assert(
    fc.property(anyClock, policies, (script, policy) => {
      let fails = 0;
      let answers = 0;
      for (const { event, before, step } of run(script, policy)) {
        // Resuming an active monitor and checks of a paused one change nothing.
        if ((event.does === 'resume') !== (before.state === 'paused')) continue;
        if (event.does === 'fail') {
          fails += 1;
          answers = 0;
        } else if (event.does !== 'inconclusive') {
          fails = 0;
          answers = event.does === 'pass' || event.does === 'degraded' ? answers + 1 : 0;
        }
        if (step.incident?.change === 'open') expect(fails).toBeGreaterThanOrEqual(policy.failAfter);
        if (step.alert === 'recovered') expect(answers).toBeGreaterThanOrEqual(policy.recoverAfter);
      }
    }),
  );
});

test('failAfter consecutive failures always end in down, and recoverAfter passes in up', () => {
  fc.assert(
    fc.property(anyClock, policies, (script, policy) => {
      const moments = run(script, policy);
      const ended = moments.at(-1)?.step.next ?? initialTracking(0);
      fc.pre(ended.state !== 'paused');
      const after = (count: number, verdict: Verdict): Tracking => {
        let tracking = ended;
        for (let n = 0; n < count; n += 1) {
          const check = { at: 10 ** 8 + n, endedAt: 10 ** 8 + n, verdict, failure: null };
          tracking = transition(tracking, check, policy).next;
        }
        return tracking;
      };
      expect(after(policy.failAfter, 'fail').state).toBe('down');
      expect(after(policy.recoverAfter, 'pass').state).toBe('up');
    }),
  );
});

test('spans never start before the previous one, change the state, and tracking has the open one', () => {
  fc.assert(
    fc.property(anyClock, policies, (script, policy) => {
      let open: { state: SpanState; from: number } | null = null;
      for (const { step } of run(script, policy)) {
        if (step.span !== null) {
          expect(step.span.state).not.toBe(open?.state);
          expect(step.span.from).toBeGreaterThanOrEqual(open?.from ?? 0);
          open = step.span;
        }
        const { state, since, spanState, spanFrom } = step.next;
        expect([spanState, spanFrom]).toEqual([open?.state ?? null, open?.from ?? null]);
        if (isSpanState(state)) expect([state, since]).toEqual([spanState, spanFrom]);
      }
    }),
  );
});

test('uptime agrees with the incidents: down time is inside them, up and paused time outside', () => {
  fc.assert(
    fc.property(anyClock, policies, (script, policy) => {
      const moments = run(script, policy);
      const incidents = incidentsOf(moments);
      for (const span of spansOf(moments)) {
        if (span.from === span.to) continue;
        if (span.state === 'down') expect(incidents.some((incident) => within(span, incident))).toBe(true);
        else if (span.state !== 'unknown') expect(incidents.some((incident) => overlap(span, incident))).toBe(false);
      }
    }),
  );
});

test('while time moves forward, an incident starts with a failed check and ends with a response or a pause', () => {
  fc.assert(
    fc.property(steadyClock, policies, (script, policy) => {
      const moments = run(script, policy);
      const timesOf = (...kinds: readonly Event['does'][]): readonly number[] =>
        moments.filter(({ event }) => kinds.includes(event.does)).map(({ atMs }) => atMs);
      for (const { from, to } of incidentsOf(moments)) {
        expect(timesOf('fail')).toContain(from);
        if (to !== Infinity) expect(timesOf('pass', 'degraded', 'pause')).toContain(to);
      }
    }),
  );
});

test('a recheck is requested exactly while something is being counted', () => {
  fc.assert(
    fc.property(anyClock, policies, (script, policy) => {
      for (const { event, step } of run(script, policy)) {
        if (event.does === 'pause' || event.does === 'resume') continue;
        const isCounting = step.next.state === 'failing' || step.next.passes > 0;
        expect(step.pace).toBe(isCounting ? 'recheck' : 'cadence');
      }
    }),
  );
});
