import { expect, test } from 'vitest';
import { native } from '../../../electron/contract/channels/native.ts';
import { defaultsOf } from '../../../electron/contract/fields/defaults.ts';
import type { ChannelView, Rule, RuleCondition } from '../../../electron/contract/model/alert.ts';
import { setupOf, withCriticalRule } from '../../../renderer/state/setup.ts';

const health = {
  lastSuccessAt: null,
  lastErrorAt: null,
  lastError: null,
  lastErrorAnswer: null,
  failures: 0,
  failingSince: null,
  trouble: null,
  broken: false,
};
const proven = { ...health, lastSuccessAt: 1_000 };
const common = { enabled: true, source: 'hand', health: proven } as const;
const desktop: ChannelView = {
  ...common,
  ...defaultsOf(native.fields),
  kind: 'native',
  id: 'desktop',
  name: 'Desktop',
};
const slack: ChannelView = { ...common, kind: 'slack', id: 'ops', name: 'Slack', webhookUrl: { hasSecret: true } };
const email: ChannelView = {
  ...common,
  kind: 'email',
  id: 'oncall',
  name: 'Email',
  smtp: {
    host: 'smtp.example.com',
    port: 587,
    security: 'starttls',
    username: null,
    password: null,
    heloName: null,
    trustedCertificates: null,
  },
  from: 'a@example.com',
  replyTo: null,
  to: ['b@example.com'],
};

const anything: RuleCondition = { severity: [], tags: [], monitors: [], events: [] };

function rule(channels: readonly string[], when: Partial<RuleCondition> = {}): Rule {
  return {
    id: 1,
    when: { ...anything, ...when },
    channels,
    delay: 0,
    repeatEvery: null,
    quietHours: null,
    source: 'hand',
  };
}

test('the desktop alone does not complete the setup', () => {
  expect(setupOf([desktop], [rule(['desktop'])])).toEqual({
    steps: [
      { kind: 'native', channel: desktop },
      { kind: 'email', channel: null },
      { kind: 'slack', channel: null },
    ],
    unrouted: [],
    hasDesktop: true,
    isRuled: false,
    isComplete: false,
  });
});

test('a channel that has not delivered completes nothing, and an untested desktop promises nothing', () => {
  const failed = { ...slack, health: { ...health, lastErrorAt: 2_000, failures: 1, failingSince: 2_000 } };
  expect(setupOf([{ ...desktop, health }, failed], [rule(['ops'])])).toMatchObject({
    hasDesktop: false,
    isRuled: true,
    isComplete: false,
  });
});

test('a channel without a rule is unrouted', () => {
  const setup = setupOf([desktop, slack, email], [rule(['desktop']), rule(['ops'])]);
  expect(setup).toMatchObject({
    steps: [{ channel: desktop }, { channel: email }, { channel: slack }],
    unrouted: [email],
    isComplete: false,
  });
});

test.each<[string, Partial<RuleCondition>, boolean]>([
  ['everything', {}, true],
  ['critical ones', { severity: ['warning', 'critical'] }, true],
  ['outages', { events: ['down', 'recovered'] }, true],
  ['warnings', { severity: ['warning'] }, false],
  ['certificates', { events: ['certificate'] }, false],
  ['one tag', { tags: ['shop'] }, false],
  ['one monitor', { monitors: ['shop-api'] }, false],
])('a rule for %s covers every critical outage: %s', (_, when, isComplete) => {
  expect(setupOf([slack], [rule(['ops'], when)]).isComplete).toBe(isComplete);
});

test('a disabled channel does not count', () => {
  expect(setupOf([{ ...slack, enabled: false }], [])).toMatchObject({
    steps: [{ channel: null }, { channel: null }, { channel: null }],
    unrouted: [],
    isComplete: false,
  });
});

test('the rule for critical outages is put before the others, which stay', () => {
  expect(withCriticalRule([rule(['desktop'])], [slack, email])).toEqual([
    { when: { severity: ['critical'] }, channels: ['ops', 'oncall'] },
    { when: anything, channels: ['desktop'] },
  ]);
});
