import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../../electron/contract/model/history.ts';
import { spanStates, type SpanState } from '../../../electron/contract/model/state.ts';
import { cutSpans } from '../../../electron/engine/history/spans.ts';
import { dailyRatios, uptimeOf } from '../../../electron/engine/history/uptime.ts';

function span(state: SpanState, from: number, to: number | null): Span {
  return { state, from, to };
}

/** Consecutive spans; the last one is open. */
const history = fc
  .tuple(
    fc.integer({ min: 0, max: 1_000 }),
    fc.array(fc.tuple(fc.constantFrom(...spanStates), fc.integer({ min: 1, max: 500 })), { maxLength: 20 }),
  )
  .map(([start, pieces]) => {
    let from = start;
    return pieces.map(([state, length], index): Span => {
      const piece = span(state, from, index === pieces.length - 1 ? null : from + length);
      from += length;
      return piece;
    });
  });
const range = fc.tuple(fc.integer({ min: 0, max: 6_000 }), fc.integer({ min: 0, max: 6_000 }));

describe('spans that are cut to a range', () => {
  test('keep only the parts in it', () => {
    const spans = [span('up', 0, 100), span('down', 100, 200), span('up', 200, null)];
    expect(cutSpans(spans, 50, 250)).toEqual([span('up', 50, 100), span('down', 100, 200), span('up', 200, 250)]);
    expect(cutSpans(spans, 100, 200)).toEqual([span('down', 100, 200)]);
    expect(cutSpans(spans, 150, 150)).toEqual([]);
  });

  test('lie in the range, in order, and never overlap', () => {
    fc.assert(
      fc.property(history, range, (spans, [from, length]) => {
        const cut = cutSpans(spans, from, from + length);
        let end = from;
        for (const piece of cut) {
          expect(piece.from).toBeGreaterThanOrEqual(end);
          expect(piece.to).toBeGreaterThan(piece.from);
          end = piece.to;
        }
        expect(end).toBeLessThanOrEqual(from + length);
      }),
    );
  });
});

describe('uptime', () => {
  test('is the fraction of known time that was up, and coverage the fraction of time that is known', () => {
    const spans = [span('up', 0, 600), span('down', 600, 700), span('unknown', 700, 800), span('up', 800, null)];
    expect(uptimeOf({ spans, from: 0, to: 1_000, incidents: 1 })).toEqual({
      from: 0,
      to: 1_000,
      upMs: 800,
      downMs: 100,
      ratio: 800 / 900,
      coverage: 0.9,
      incidents: 1,
    });
  });

  test('counts degraded as up', () => {
    const spans = [span('degraded', 0, null)];
    expect(uptimeOf({ spans, from: 0, to: 10, incidents: 0 })).toMatchObject({ upMs: 10, ratio: 1 });
  });

  test.each(['unknown', 'paused', 'maintenance'] as const)('treats %s time as not known', (state) => {
    const spans = [span('up', 0, 50), span(state, 50, null)];
    expect(uptimeOf({ spans, from: 0, to: 100, incidents: 0 })).toMatchObject({ ratio: 1, coverage: 0.5 });
  });

  test('without known time is null, neither zero nor full', () => {
    expect(uptimeOf({ spans: [], from: 0, to: 100, incidents: 0 })).toMatchObject({ ratio: null, coverage: 0 });
    expect(uptimeOf({ spans: [], from: 100, to: 100, incidents: 0 })).toMatchObject({ ratio: null, coverage: null });
  });

  test('is full only without downtime, and a longer range never has less of either', () => {
    fc.assert(
      fc.property(history, range, (spans, [from, length]) => {
        const whole = uptimeOf({ spans, from, to: from + length, incidents: 0 });
        expect(whole.upMs + whole.downMs).toBeLessThanOrEqual(length);
        expect(whole.ratio === 1).toBe(whole.upMs > 0 && whole.downMs === 0);

        const middle = from + Math.floor(length / 2);
        const first = uptimeOf({ spans, from, to: middle, incidents: 0 });
        const second = uptimeOf({ spans, from: middle, to: from + length, incidents: 0 });
        expect(first.upMs + second.upMs).toBe(whole.upMs);
        expect(first.downMs + second.downMs).toBe(whole.downMs);
      }),
    );
  });
});

describe('the ratios of days', () => {
  test('are of the known time of each day, and null where nothing is known', () => {
    const spans = [span('up', 100, 150), span('down', 150, 225), span('up', 225, null)];
    expect(dailyRatios(spans, [0, 100, 200, 300], 350)).toEqual([null, 0.5, 0.75, 1]);
    expect(dailyRatios([], [0, 100], 200)).toEqual([null, null]);
    expect(dailyRatios(spans, [], 200)).toEqual([]);
  });

  test('agree with the uptime of each day', () => {
    fc.assert(
      fc.property(history, fc.uniqueArray(fc.integer({ min: 0, max: 6_000 })), (spans, borders) => {
        const [to = 0, ...rest] = borders.toSorted((a, b) => b - a);
        const starts = rest.reverse();
        const separately = starts.map(
          (from, day) => uptimeOf({ spans, from, to: starts[day + 1] ?? to, incidents: 0 }).ratio,
        );
        expect(dailyRatios(spans, starts, to)).toEqual(separately);
      }),
    );
  });
});
