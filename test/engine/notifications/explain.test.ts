import { describe, expect, it } from 'vitest';
import { explainEvent, type ExplainSources } from '../../../electron/engine/notifications/explain.ts';
import { untriedHealth, type ChannelEntry } from '../../../electron/engine/notifications/alert-config.ts';
import { storedHeartbeat } from '../../support/stored-heartbeat.ts';
import { nativeChannel, rule, slackChannel, webhookChannel } from './samples.ts';

const minute = 60_000;
/** Noon in UTC. */
const atMs = Date.UTC(2026, 0, 5, 12);

const monitor = storedHeartbeat({ severity: 'warning', tags: ['shop'] });

const entry = (channel: ChannelEntry['channel'], changes: Partial<ChannelEntry['health']> = {}): ChannelEntry => ({
  channel,
  health: { ...untriedHealth, ...changes },
});
const desktop = entry(nativeChannel({ id: 'desktop' }));
const ops = entry(slackChannel('https://127.0.0.1/x', { id: 'ops' }));
const hook = entry(webhookChannel('https://127.0.0.1/y', { id: 'hook' }));

const quiet = { days: [], from: '11:00', to: '13:00', timezone: 'UTC' };

function explain(sources: Partial<ExplainSources>, asked: Partial<Parameters<typeof explainEvent>[0]> = {}) {
  const usual = {
    rules: [],
    channels: [desktop, ops, hook],
    mutes: [],
    groupWaitMs: 10_000,
    inMaintenance: false,
    isFlapping: false,
    standing: 'alone' as const,
  };
  return explainEvent({ monitor, event: 'down', atMs, ...asked }, { ...usual, ...sources });
}

describe('the explanation of an event', () => {
  it('names the rules, the delay and the wait of each channel that is notified, then the others', () => {
    const rules = [
      { ...rule({}, ['hook'], 10 * minute), id: 1 },
      { ...rule({ tags: ['shop'] }, ['ops', 'hook']), id: 2 },
    ];
    expect(explain({ rules })).toEqual([
      {
        channelId: 'hook',
        ruleIds: [1, 2],
        delay: 0,
        repeatEvery: null,
        heldUntil: null,
        blockedBy: null,
        sentAt: atMs,
        groupWait: 0,
      },
      expect.objectContaining({ channelId: 'ops', ruleIds: [2], sentAt: atMs, groupWait: 10_000 }) as unknown,
      expect.objectContaining({ channelId: 'desktop', ruleIds: [], blockedBy: 'no-rule', sentAt: null }) as unknown,
    ]);
  });

  it('says until when quiet hours defer it, for a recovery as well', () => {
    const rules = [{ ...rule({}, ['ops'], 30 * minute), quietHours: quiet }];
    const heldUntil = Date.UTC(2026, 0, 5, 13);
    expect(explain({ rules })[0]).toMatchObject({ heldUntil, sentAt: heldUntil, groupWait: 0 });
    expect(explain({ rules }, { event: 'recovered' })[0]).toMatchObject({ delay: 0, heldUntil });
    expect(explain({ rules }, { monitor: { ...monitor, severity: 'critical' } })[0]).toMatchObject({
      heldUntil: null,
      sentAt: atMs + 30 * minute,
    });
  });

  it('of a recovery follows the route of the down alert, without its delay', () => {
    const rules = [rule({ events: ['down'] }, ['ops'], 5 * minute), rule({ events: ['recovered'] }, ['desktop'])];
    const [first, ...others] = explain({ rules }, { event: 'recovered' });
    expect(first).toMatchObject({ channelId: 'ops', delay: 0, sentAt: atMs });
    expect(others.map(({ blockedBy }) => blockedBy)).toEqual(['no-rule', 'no-rule']);
  });

  it('says what keeps a channel from being notified', () => {
    const rules = [rule({}, ['desktop', 'ops', 'hook'])];
    const off = entry(nativeChannel({ id: 'desktop', enabled: false }));
    const broken = entry(ops.channel, { trouble: 'broken' });
    const blocks = (sources: Partial<ExplainSources>, asked = {}): readonly unknown[] =>
      explain({ rules, channels: [off, broken, hook], ...sources }, asked).map(({ blockedBy }) => blockedBy);
    expect(blocks({})).toEqual(['channel-off', 'channel-broken', null]);
    expect(blocks({}, { monitor: { ...monitor, enabled: false } })[2]).toBe('paused');
  });

  it('says that a monitor that it depends on is down, but not for recoveries', () => {
    const rules = [rule({}, ['ops'])];
    expect(explain({ rules, standing: 'caused' })[0]).toMatchObject({ blockedBy: 'dependency', sentAt: null });
    expect(explain({ rules, standing: 'caused' }, { event: 'recovered' })[0]).toMatchObject({ blockedBy: null });
  });

  it('says that the monitor flaps', () => {
    const rules = [rule({}, ['ops'])];
    expect(explain({ rules, isFlapping: true })[0]).toMatchObject({ blockedBy: 'flapping', sentAt: null });
    expect(explain({ rules, isFlapping: true }, { event: 'certificate' })[0]).toMatchObject({ blockedBy: null });
  });

  it('says that a maintenance window covers the monitor', () => {
    const rules = [rule({}, ['ops'])];
    expect(explain({ rules, inMaintenance: true })[0]).toMatchObject({ blockedBy: 'maintenance', sentAt: null });
  });

  it('counts a mute only while it lasts, and not for recoveries', () => {
    const rules = [rule({}, ['ops'])];
    const mute = {
      id: 1,
      scope: { kind: 'all' as const },
      until: atMs + minute,
      createdAt: 0,
      source: 'hand' as const,
    };
    const blocked = (asked = {}): unknown => explain({ rules, mutes: [mute] }, asked)[0]?.blockedBy;
    expect(blocked()).toBe('muted');
    expect(blocked({ atMs: atMs + minute })).toBeNull();
    expect(blocked({ event: 'recovered' })).toBeNull();
  });
});
