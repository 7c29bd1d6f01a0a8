/**
 * Whatever happens, in whatever order: whoever was notified of an outage is notified of exactly one end of it, through the
 * same channel; nobody is notified of the end of what they were not notified of; and nothing is held back for ever.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../../../electron/contract/model/alert.ts';
import { openEngineWithJobs, type EngineWithJobs } from '../../support/engine-with-jobs.ts';
import { valueOf } from '../../support/test-engine.ts';

const minute = 60_000;
const hour = 60 * minute;
const ids = ['router', 'shop', 'mailer'] as const;

type Op =
  | { readonly do: 'ping'; readonly id: (typeof ids)[number]; readonly kind: 'success' | 'fail' }
  | { readonly do: 'flap'; readonly id: (typeof ids)[number] }
  | { readonly do: 'mute'; readonly id: (typeof ids)[number]; readonly minutes: number }
  | { readonly do: 'unmute' | 'restart' | 'endMaintenance' }
  | { readonly do: 'maintain'; readonly id: (typeof ids)[number]; readonly minutes: number }
  | { readonly do: 'jump'; readonly minutes: number };

const id = fc.constantFrom(...ids);
const step = fc.record({
  op: fc.oneof(
    { weight: 8, arbitrary: fc.record({ do: fc.constant('ping'), id, kind: fc.constantFrom('success', 'fail') }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('flap'), id }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('mute'), id, minutes: fc.integer({ min: 1, max: 90 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('maintain'), id, minutes: fc.integer({ min: 1, max: 90 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('unmute', 'restart', 'endMaintenance') }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('jump'), minutes: fc.integer({ min: -120, max: 600 }) }) },
  ),
  thenMs: fc.constantFrom(1_000, 5_000, 30_000, 5 * minute, 20 * minute),
});

/** Three severities: at once, in quiet hours, and after a delay; one monitor depends on another. */
async function furnish(engine: EngineWithJobs): Promise<void> {
  const quietHours = { from: '00:00', to: '06:00', timezone: 'UTC' };
  const rules = [
    { when: { severity: ['critical' as const] }, channels: ['desktop'] },
    { when: { severity: ['warning' as const] }, channels: ['desktop'], quietHours },
    { when: { severity: ['info' as const] }, channels: ['desktop'], delay: '2m' },
  ];
  await engine.setRules(...rules);
  const severities = { router: 'critical', shop: 'warning', mailer: 'info' } as const;
  for (const each of ids) {
    const dependsOn = each === 'shop' ? ['router'] : [];
    await engine.job(each, { schedule: { every: '365d' }, severity: severities[each], dependsOn });
  }
}

async function perform(op: Op, engine: EngineWithJobs): Promise<unknown> {
  const { clock } = engine;
  const { mutes, maintenance } = engine.api;
  switch (op.do) {
    case 'ping':
      return engine.report(op.id, op.kind);
    case 'flap':
      for (let count = 0; count < 5; count += 1) {
        await engine.report(op.id, 'fail');
        await clock.advance(minute);
        await engine.report(op.id, 'success');
        await clock.advance(minute);
      }
      return;
    case 'mute':
      return mutes.set({
        scope: { kind: 'monitor', monitorId: op.id },
        until: clock.now() + op.minutes * minute,
      });
    case 'unmute':
      for (const { id: each } of valueOf(await mutes.list(undefined))) await mutes.clear({ id: each });
      return;
    case 'maintain':
      return maintenance.start({ covers: { monitors: [op.id] }, duration: `${String(op.minutes)}m` });
    case 'endMaintenance':
      for (const { id: each } of valueOf(await maintenance.list(undefined))) await maintenance.end({ id: each });
      return;
    case 'restart':
      return engine.restart();
    case 'jump':
      clock.set(clock.now() + op.minutes * minute);
  }
}

test('everyone who is notified of an outage is notified of one end of it', { timeout: 240_000 }, async () => {
  let notified = 0;
  const steps = fc.array(step, { minLength: 4, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(0, 10_000), async (all, groupWait) => {
      const engine = await openEngineWithJobs({ groupWait, passMs: 10 });
      await furnish(engine);
      for (const { op, thenMs } of all) {
        await perform(op, engine);
        await engine.clock.advance(thenMs);
      }
      // Everything ends: mutes and windows, quiet hours, and at last each outage.
      await engine.clock.advance(13 * hour);
      for (const each of ids) await engine.report(each, 'success');
      await engine.clock.advance(13 * hour);
      const { items } = valueOf(await engine.api.alerts.list({ limit: 500 }));
      expect(items.filter(({ status }) => status === 'pending')).toEqual([]);
      expect(endsOf(items, 'recovered')).toEqual(beginsOf(items, 'down'));
      // Flapping may end with an outage instead.
      expect(beginsOf(items, 'flapping')).toEqual(expect.arrayContaining([...endsOf(items, 'steady')]));
      notified += endsOf(items, 'recovered').length;
      await engine.stop();
    }),
    { numRuns: 12 },
  );
  expect(notified).toBeGreaterThan(5);
});

/** What each message that was sent, alone or together with its end, is about. */
function beginsOf(alerts: readonly Alert[], event: Alert['event']): readonly string[] {
  return aboutOf(alerts.filter((alert) => alert.event === event && ['sent', 'merged'].includes(alert.status)));
}

function endsOf(alerts: readonly Alert[], event: Alert['event']): readonly string[] {
  return aboutOf(alerts.filter((alert) => alert.event === event && alert.status === 'sent'));
}

function aboutOf(alerts: readonly Alert[]): readonly string[] {
  return alerts
    .map(({ incidentId, monitorId, channelId }) => `${String(incidentId ?? monitorId)} ${channelId}`)
    .toSorted();
}
