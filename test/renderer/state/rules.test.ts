import { expect, test } from 'vitest';
import type { ChannelHealth, Rule, RuleCondition } from '../../../electron/contract/model/alert.ts';
import { countReached, coveringRule, lossOfChannel } from '../../../renderer/state/rules.ts';
import { summary } from '../summaries.ts';

function rule(id: number, when: Partial<RuleCondition>, ...channels: readonly string[]): Rule {
  const always = { severity: [], tags: [], monitors: [], events: [] };
  return { id, when: { ...always, ...when }, channels, delay: 0, repeatEvery: null, quietHours: null, source: 'hand' };
}

const shop = summary('shop', { severity: 'critical', tags: ['prod'] });
const job = summary('job', { severity: 'info' });
const monitors = [shop, job];
const health: ChannelHealth = {
  lastSuccessAt: 1_000,
  lastErrorAt: null,
  lastError: null,
  lastErrorAnswer: null,
  failures: 0,
  failingSince: null,
  trouble: null,
  broken: false,
};
const channels = ['ops', 'mail'].map((id) => ({ id, enabled: true, health }));

test('a rule matches monitors by its conditions, whatever its events', () => {
  expect(countReached(rule(1, {}), monitors)).toBe(2);
  expect(countReached(rule(1, { severity: ['critical'], events: ['certificate'] }), monitors)).toBe(1);
  expect(countReached(rule(1, { tags: ['staging'] }), monitors)).toBe(0);
});

test('without a channel some rules continue, others are deleted, and uncovered monitors are listed', () => {
  const both = rule(1, { severity: ['critical'] }, 'ops', 'mail');
  const single = rule(2, { severity: ['info'] }, 'ops');
  const other = rule(3, { tags: ['prod'] }, 'mail');
  const loss = lossOfChannel('ops', { rules: [both, single, other], channels, monitors });
  expect(loss.changed).toEqual([both]);
  expect(loss.dropped).toEqual([single]);
  expect(loss.uncovered).toEqual([job]);
});

test.each([
  ['is off', { enabled: false, health }],
  ['has never delivered', { enabled: true, health: { ...health, lastSuccessAt: null } }],
  ['is broken', { enabled: true, health: { ...health, trouble: 'broken' as const } }],
])('a channel that %s covers no monitor, before or after', (_, channel) => {
  const onlyOps = rule(1, {}, 'ops');
  const parts = { rules: [onlyOps], channels: [{ id: 'ops', ...channel }], monitors };
  expect(lossOfChannel('ops', parts).uncovered).toEqual([]);
});

test('a channel that no rule names is deleted without a loss', () => {
  const onlyOps = rule(1, {}, 'ops');
  expect(lossOfChannel('mail', { rules: [onlyOps], channels, monitors })).toMatchObject({ changed: [], dropped: [] });
});

test('the rule that covers monitors lists them, or matches everything if there are too many', () => {
  const some = [...channels, { id: 'desktop', enabled: false, health }];
  expect(coveringRule([shop, job], some)).toEqual({ when: { monitors: ['shop', 'job'] }, channels: ['ops', 'mail'] });
  const many = Array.from({ length: 51 }, (_, index) => ({ id: String(index) }));
  expect(coveringRule(many, some).when).toEqual({});
});
