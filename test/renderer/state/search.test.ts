import { expect, test } from 'vitest';
import { hasFilter, matchesSearch, parseSearch, toggleFilter } from '../../../renderer/state/search.ts';
import { summary } from '../summaries.ts';

const shop = summary('shop-api', {
  name: 'Shop API',
  tags: ['Prod', 'two words'],
  state: 'down',
  kind: 'http',
  severity: 'critical',
});

const matches = (text: string): boolean => matchesSearch(shop, parseSearch(text));

test.each([
  '',
  'shop',
  'SHOP api',
  'example.com',
  'prod',
  'is:down',
  'is:up is:down',
  'tag:prod shop',
  'tag:"two words"',
  'kind:http severity:critical is:down',
])('%j finds the shop', (text) => {
  expect(matches(text)).toBe(true);
});

test.each(['shop mail', 'is:up', 'tag:dev', 'kind:heartbeat', 'severity:info', 'is:uncovered', 'tag:two'])(
  '%j does not find the shop',
  (text) => {
    expect(matches(text)).toBe(false);
  },
);

test('a monitor without notifications is found by is:uncovered', () => {
  expect(matchesSearch(summary('a', { uncovered: true }), parseSearch('is:uncovered'))).toBe(true);
});

test('is:muted finds muted monitors and no others', () => {
  expect(matchesSearch(summary('a', { muted: { until: null } }), parseSearch('is:muted is:up'))).toBe(true);
  expect(matches('is:muted')).toBe(false);
});

test('toggling a filter adds it to the text or removes it, and keeps what was typed', () => {
  const filter = { key: 'tag', value: 'two words' } as const;
  const filtered = toggleFilter('shop', filter);
  expect(filtered).toBe('shop tag:"two words"');
  expect(hasFilter(filtered, filter)).toBe(true);
  expect(toggleFilter(filtered, filter)).toBe('shop');
});

test('an unclosed quotation is searched for as far as it goes', () => {
  expect(parseSearch('tag:"two wo').tags).toEqual(['two wo']);
  expect(parseSearch('"shop api"').words).toEqual(['shop api']);
});
