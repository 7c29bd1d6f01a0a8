import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MonitorInput } from '../../electron/contract/monitors/registry.ts';
import { errorOf, openTestEngine, valueOf } from '../support/test-engine.ts';
import { mailer, openEngineRig, type EngineRig } from './engine-rig.ts';

let rig: EngineRig;
beforeEach(async () => {
  rig = await openEngineRig();
});

describe('the engine', () => {
  it('goes on after a restart as if it had not been away, and calls the time between unknown', async () => {
    valueOf(await rig.engine.api.monitors.create(rig.shop));
    await rig.engine.clock.advance(1);
    await rig.engine.untilState('shop-api', 'up');
    await rig.engine.clock.advance(20_000);
    const stoppedAt = rig.engine.clock.now();
    await rig.engine.restart(3_600_000);
    await rig.engine.untilState('shop-api', 'unknown');
    await rig.engine.clock.advance(30_000);
    await rig.engine.untilState('shop-api', 'up');
    const spans = valueOf(
      await rig.engine.api.history.spans({ monitorId: 'shop-api', from: 0, to: rig.engine.clock.now() }),
    );
    expect(spans.map(({ state }) => state)).toEqual(['up', 'unknown', 'up']);
    expect(spans[1]?.from).toBe(stoppedAt);
  });

  it('keeps secrets out of the database and out of every answer', async () => {
    const secret = 'correct-horse-battery-staple';
    valueOf(
      await rig.engine.api.monitors.create({
        ...rig.shop,
        headers: { 'x-api-key': secret },
        auth: { type: 'bearer', token: secret },
      } as MonitorInput),
    );
    valueOf(await rig.engine.api.channels.create({ id: 'ops', kind: 'slack', webhookUrl: rig.slack.url }));
    const answers = [
      await rig.engine.api.monitors.list(undefined),
      await rig.engine.api.channels.list(undefined),
      await rig.engine.api.config.export(undefined),
      await rig.engine.api.overview.get(undefined),
    ];
    expect(JSON.stringify(answers)).not.toContain(secret);
    expect(JSON.stringify(answers)).not.toContain(rig.slack.secret);
    expect(JSON.stringify(answers)).toContain('hasSecret');
    await rig.engine.stop();
    for (const name of readdirSync(rig.engine.directory, { recursive: true, encoding: 'utf8' })) {
      if (!name.includes('.db')) continue;
      const bytes = readFileSync(join(rig.engine.directory, name));
      expect(bytes.includes(secret) || bytes.includes(rig.slack.secret)).toBe(false);
    }
    await rig.engine.restart();
    const kept = valueOf(await rig.engine.api.monitors.update({ id: 'shop-api', kind: 'http', name: 'Renamed' }));
    expect(kept.name).toBe('Renamed');
  });

  it('refuses a second one on the same directory and says which process has it', async () => {
    await expect(openTestEngine({ directory: rig.engine.directory, clock: rig.engine.clock })).rejects.toThrow(
      String(process.pid),
    );
  });

  it('says by field what is wrong with a monitor, and changes nothing', async () => {
    const error = errorOf(
      await rig.engine.api.monitors.create({
        kind: 'http',
        url: 'ftp://example.com/',
        interval: '30s',
        timeout: '30s',
        assertions: [{ on: 'json', is: 'equals', path: '$[', value: 1 }],
      }),
    );
    expect(error.code).toBe('invalid');
    expect(Object.keys(error.fields).toSorted()).toEqual(['assertions.0.path', 'timeout', 'url']);
    const unknown = errorOf(await rig.engine.api.monitors.create(Object.assign(rig.shop, { colour: 'red' })));
    expect(unknown.fields).toHaveProperty('colour');
    expect(valueOf(await rig.engine.api.monitors.list(undefined))).toEqual([]);
  });

  it('shows which monitors no rule covers, or only by channels that have never delivered', async () => {
    valueOf(await rig.engine.api.monitors.create(mailer));
    const uncovered = async (): Promise<boolean | undefined> =>
      valueOf(await rig.engine.api.overview.get(undefined)).monitors[0]?.uncovered;
    expect(await uncovered()).toBe(true);
    valueOf(await rig.engine.api.channels.test({ id: 'desktop' }));
    expect(await uncovered()).toBe(false);
    valueOf(await rig.engine.api.rules.replace({ rules: [] }));
    expect(await uncovered()).toBe(true);
  });

  it('says by its place which rule is wrong, and at which field', async () => {
    const rules = [
      { when: {}, channels: ['desktop'] },
      { when: { monitors: ['gone'] }, channels: ['desktop'], delay: '2d' },
    ];
    const error = errorOf(await rig.engine.api.rules.replace({ rules }));
    expect(Object.keys(error.fields).toSorted()).toEqual(['rules.1.delay', 'rules.1.when.monitors.0']);
  });

  it('lets rules be changed beside one whose monitor is gone', async () => {
    const { id } = valueOf(await rig.engine.api.monitors.create(mailer));
    const narrow = { when: { monitors: [id] }, channels: ['desktop'] };
    valueOf(await rig.engine.api.rules.replace({ rules: [narrow] }));
    valueOf(await rig.engine.api.monitors.delete({ id }));
    const rules = valueOf(await rig.engine.api.rules.replace({ rules: [narrow, { when: {}, channels: ['desktop'] }] }));
    expect(rules.map(({ when }) => when.monitors)).toEqual([[id], []]);
  });
});
