import { beforeEach, describe, expect, it } from 'vitest';
import { errorOf, valueOf } from '../support/test-engine.ts';
import { openEngineRig, type EngineRig } from './engine-rig.ts';

let rig: EngineRig;
beforeEach(async () => {
  rig = await openEngineRig();
});

describe('the configuration file', () => {
  it('keeps reminders and quiet hours of a rule through an export, and changes nothing when it is applied again', async () => {
    const rule = '{ when: {}, channels: [desktop], repeatEvery: 30m, quietHours: { from: 22:00, to: 07:00 } }';
    valueOf(await rig.engine.api.config.apply({ yaml: `rules:\n  - ${rule}\n` }));
    const exported = valueOf(await rig.engine.api.config.export(undefined)).yaml;
    expect(exported).toContain('repeatEvery: 30m\n    quietHours: { from: 22:00, to: 07:00 }');
    const report = valueOf(await rig.engine.api.config.apply({ yaml: exported }));
    expect(report).toMatchObject({ created: [], removed: [] });
    const quietHours = { days: [], from: '22:00', to: '07:00', timezone: null };
    expect(valueOf(await rig.engine.api.rules.list(undefined))).toMatchObject([{ repeatEvery: 1_800_000, quietHours }]);
    const wrong = exported.replace('to: 07:00', 'to: 25:00');
    expect(errorOf(await rig.engine.api.config.apply({ yaml: wrong })).fields).toEqual({
      'rules.0.quietHours.to, line 12': 'is not a time of day: write 07:00 or 22:30',
    });
  });

  const yaml = (url: string): string => `
channels:
  - { id: desktop, kind: native }
  - { id: ops, kind: slack, webhookUrl: "\${SLACK_WEBHOOK_URL}" }
rules:
  - { when: { severity: [critical] }, channels: [ops] }
  - { when: {}, channels: [desktop] }
monitors:
  - id: shop-api
    kind: http
    name: Shop API
    url: ${url}
    interval: 30s
  - { id: mailer, kind: heartbeat, name: Pending e-mails, schedule: { every: 5m }, token: "\${MAILER_TOKEN}" }
`;
  const env = (): Record<string, string> => ({
    SLACK_WEBHOOK_URL: rig.slack.url,
    MAILER_TOKEN: 'mailer-token-0123456789',
  });

  it('is applied as a whole, and applying it twice changes nothing', async () => {
    const first = valueOf(await rig.engine.api.config.apply({ yaml: yaml(rig.service.url), env: env() }));
    expect(first.created.toSorted()).toEqual(['mailer', 'ops', 'shop-api']);
    await rig.engine.clock.advance(1);
    await rig.engine.untilState('shop-api', 'up');
    const second = valueOf(await rig.engine.api.config.apply({ yaml: yaml(rig.service.url), env: env() }));
    expect(second).toMatchObject({ created: [], updated: [], removed: [] });
  });

  it('removes what an earlier file made, and leaves alone what was made by hand', async () => {
    valueOf(await rig.engine.api.config.apply({ yaml: yaml(rig.service.url), env: env() }));
    valueOf(await rig.engine.api.monitors.create({ ...rig.shop, id: 'by-hand' }));
    const report = valueOf(await rig.engine.api.config.apply({ yaml: 'monitors: []', env: {} }));
    expect(report.removed.toSorted()).toEqual(['desktop', 'mailer', 'ops', 'shop-api']);
    expect(valueOf(await rig.engine.api.monitors.list(undefined)).map(({ id }) => id)).toEqual(['by-hand']);
  });

  it('knows its rules again after they were put into another order by hand', async () => {
    const apply = async (): Promise<unknown> =>
      valueOf(await rig.engine.api.config.apply({ yaml: yaml(rig.service.url), env: env() }));
    await apply();
    const rules = [
      { when: {}, channels: ['desktop'] },
      { when: { severity: ['critical' as const] }, channels: ['ops'] },
      { when: { tags: ['shop'] }, channels: ['ops'] },
    ];
    valueOf(await rig.engine.api.rules.replace({ rules }));
    await apply();
    const after = valueOf(await rig.engine.api.rules.list(undefined));
    expect(
      after.map(({ channels, when }) => `${when.severity.join()}${when.tags.join()} -> ${channels.join()}`),
    ).toEqual(['critical -> ops', ' -> desktop', 'shop -> ops']);
  });

  it('is refused as a whole with lines and names, and changes nothing', async () => {
    const error = errorOf(await rig.engine.api.config.apply({ yaml: yaml('ftp://x/'), env: env() }));
    expect(JSON.stringify(error.fields)).toMatch(/line 12/u);
    const missing = errorOf(await rig.engine.api.config.apply({ yaml: yaml(rig.service.url), env: {} }));
    expect(missing.message + JSON.stringify(missing.fields)).toContain('SLACK_WEBHOOK_URL');
    expect(valueOf(await rig.engine.api.monitors.list(undefined))).toEqual([]);
  });
});
