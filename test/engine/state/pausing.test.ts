import { describe, expect, test } from 'vitest';
import { pause, resume, transition } from '../../../electron/engine/state/transition.ts';
import { defaults, second, short, walk } from './transition-rig.ts';

describe('pausing', () => {
  test('a monitor that is up starts a new span', () => {
    const step = pause(walk('PP').last.next, 15 * second);
    expect(step).toMatchObject({ span: { state: 'paused', from: 15 * second }, incident: null, alert: null });
    expect(step.next.state).toBe('paused');
  });

  test('a monitor that is down ends its incident without an alert', () => {
    const step = pause(walk('FF').last.next, 15 * second);
    expect(step.incident).toEqual({ change: 'close', endedAt: 15 * second });
    expect(step.alert).toBeNull();
    expect(step.next).toMatchObject({ confirmedAt: null, firstFailureAt: null, failure: null });
  });

  test('ends an open incident of a monitor in unknown as well', () => {
    const step = pause(walk('FFii', short).last.next, 50 * second);
    expect(step.incident).toEqual({ change: 'close', endedAt: 50 * second });
  });

  test('twice changes nothing, and neither does a check in progress', () => {
    const { next } = pause(walk('PP').last.next, 15 * second);
    expect(pause(next, 20 * second)).toMatchObject({ next, span: null });
    const check = { at: 14 * second, endedAt: 16 * second, verdict: 'fail' as const, failure: null };
    expect(transition(next, check, defaults)).toMatchObject({ next, span: null, alert: null });
  });

  test('ends by resuming, in new: unknown in history until the first check', () => {
    const { next } = pause(walk('PP').last.next, 15 * second);
    const step = resume(next, 40 * second);
    expect(step.next).toMatchObject({ state: 'new', since: 40 * second });
    expect(step.span).toEqual({ state: 'unknown', from: 40 * second });
    const up = transition(step.next, { at: 41_000, endedAt: 42_000, verdict: 'pass', failure: null }, defaults);
    expect(up.span).toEqual({ state: 'up', from: 41_000 });
  });

  test('resuming a monitor that is not paused changes nothing', () => {
    const { next } = walk('FF').last;
    expect(resume(next, 50 * second)).toMatchObject({ next, span: null, incident: null });
  });
});
