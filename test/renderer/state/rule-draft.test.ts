import { expect, test } from 'vitest';
import type { Rule } from '../../../electron/contract/model/alert.ts';
import { ruleInput } from '../../../electron/contract/schemas.ts';
import { moved, ruleInputOf } from '../../../renderer/state/rule-draft.ts';

const rule: Rule = {
  id: 4,
  when: { severity: ['critical'], tags: ['prod'], monitors: ['shop'], events: ['down'] },
  channels: ['ops'],
  delay: 600_000,
  repeatEvery: 1_800_000,
  quietHours: { days: ['sat', 'sun'], from: '22:00', to: '07:00', timezone: 'Europe/Vienna' },
  source: 'hand',
};

test('a rule saved unchanged is sent as it was', () => {
  const { id: _id, source: _source, ...rest } = rule;
  expect(ruleInput.parse(ruleInputOf(rule))).toEqual(rest);
  expect(ruleInputOf({ ...rule, delay: 0 })).not.toHaveProperty('delay');
});

test('a rule moves from one position to another and stays within the ends', () => {
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 9)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
});
