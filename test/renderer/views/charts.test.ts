import { expect, test } from 'vitest';
import type { Figure } from '../../../electron/contract/model/figure.ts';
import {
  chartsOf,
  chosenChart,
  rememberChart,
  rememberedChart,
  sharesTab,
} from '../../../renderer/views/monitor/charts.ts';

const figure = (name: string): Figure => ({ name, unit: '', warning: [], critical: [] });
const http = { kind: 'http', locations: [] } as const;
const heartbeat = { kind: 'heartbeat', locations: [] } as const;
const command = { kind: 'command', locations: [] } as const;
const none = { figures: [], hasRuns: false };

test('a chart is there only where it says something', () => {
  expect(chartsOf(http, none)).toEqual(['times', 'phases']);
  expect(chartsOf({ ...http, locations: ['fra'] }, none)).toEqual(['locations', 'times', 'phases']);
  expect(chartsOf({ kind: 'ping', locations: [] }, { ...none, figures: [figure('jitter')] })).toEqual([
    'times',
    'figure:jitter',
  ]);
  expect(chartsOf(heartbeat, none)).toEqual([]);
  expect(chartsOf(heartbeat, { ...none, hasRuns: true })).toEqual(['runs', 'times']);
});

test('the main figure of a kind comes first', () => {
  const [first] = chartsOf({ kind: 'certificate', locations: [] }, { ...none, figures: [figure('days')] });
  expect(first).toBe('figure:days');
});

test('figures share a tab if they are many, or if the target named them', () => {
  expect(sharesTab({ kind: 'ping' }, [figure('jitter'), figure('packetLoss')])).toBe(false);
  expect(sharesTab(command, [figure('free space')])).toBe(true);
  expect(
    sharesTab(
      { kind: 'ping' },
      Array.from({ length: 4 }, () => figure('jitter')),
    ),
  ).toBe(true);
});

test('the first wanted chart that there is counts, else the first of all', () => {
  const charts = ['times', 'phases'];
  expect(chosenChart(charts, [undefined, 'phases'])).toBe('phases');
  expect(chosenChart(charts, ['runs', null])).toBe('times');
  expect(chosenChart([], ['times'])).toBeNull();
});

test('a chosen chart is remembered for monitors of its kind', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  rememberChart(storage, 'http', 'phases');
  expect(rememberedChart(storage, 'http')).toBe('phases');
  expect(rememberedChart(storage, 'tcp')).toBeNull();
});
