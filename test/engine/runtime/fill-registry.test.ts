import { expect, test } from 'vitest';
import { defaultsOf } from '../../../electron/contract/fields/defaults.ts';
import type { Evidence } from '../../../electron/contract/model/evidence.ts';
import { domain } from '../../../electron/contract/monitors/domain.ts';
import type { MonitorOf } from '../../../electron/contract/monitors/registry.ts';
import { commonDefaults } from '../../../electron/engine/monitors/common-fields.ts';
import { openAlertConfig } from '../../../electron/engine/notifications/alert-config.ts';
import { secretOpener } from '../../../electron/engine/runtime/secrets.ts';
import { fillRegistry } from '../../../electron/engine/runtime/fill-registry.ts';
import { recentChecks } from '../../../electron/contract/model/recent-checks.ts';
import { openMonitorRegistry } from '../../../electron/engine/runtime/monitor-registry.ts';
import { summarise } from '../../../electron/engine/runtime/summaries.ts';
import { addMonitor, midnight, newIncident, openTestStore, passingCheck } from '../store/fixtures.ts';

/** The monitors of these tests hold their secrets in clear. */
const asItIs = (text: string): Promise<string> => Promise.resolve(text);
const opener = secretOpener({ seal: asItIs, open: asItIs }, (error) => {
  throw error;
});

test('each monitor comes with its own past', async () => {
  const store = await openTestStore();
  const [quiet, down] = [addMonitor(store, 'quiet'), addMonitor(store, 'down')];
  const incident = store.incidents.open(newIncident(down, midnight));
  store.checks.append([{ stream: quiet.stream, check: passingCheck(midnight, 12) }]);
  const registry = openMonitorRegistry(openAlertConfig([], []));
  await fillRegistry(registry, store, opener);
  expect(registry.find('quiet')).toMatchObject({ incident: null, lastCheckAt: midnight });
  const recent = registry.find('quiet')?.recent ?? [];
  expect(recentChecks(recent)).toEqual([{ at: midnight, verdict: 'pass', responseTime: 12 }]);
  expect(registry.find('down')).toMatchObject({ incident, lastCheckAt: null, recent: [] });
});

const domainMonitor: MonitorOf<'domain'> = {
  ...commonDefaults,
  ...defaultsOf(domain.fields),
  ...{ id: 'example', kind: 'domain', name: 'example.com', source: 'hand', domain: 'example.com' },
};
const expires = (at: number): Evidence => ({ name: 'expires', type: 'moment', at });

test('when a registration ends, and in how many days, is known before its next check, a day later', async () => {
  const store = await openTestStore();
  const endsAt = midnight + 90 * 86_400_000;
  const nothing = { assertions: [], unhealthy: [], response: null, certificate: null };
  const check = { ...passingCheck(midnight, 12), ...nothing, evidence: [expires(endsAt)], figures: { days: 90 } };
  const http = addMonitor(store, 'http');
  const domain = store.monitors.insert(domainMonitor, http.tracking);
  store.checks.append([http, domain].map(({ stream }) => ({ stream, check })));
  const registry = openMonitorRegistry(openAlertConfig([], []));
  await fillRegistry(registry, store, opener);
  expect(registry.find('http')?.registrationEndsAt).toBeNull();
  const entry = registry.find('example');
  expect(entry?.registrationEndsAt).toBe(endsAt);
  if (entry === null) throw new Error('the monitor was not read');
  const { registration, figure } = summarise(entry, { nextCheckAt: null, behind: 0 });
  expect(figure).toEqual({ name: 'days', value: 90, unit: '' });
  expect(registry.find('http')?.figure).toBeNull();
  expect(registration).toEqual({ endsAt, warnAt: endsAt - 30 * 86_400_000 });
});

test('when a certificate ends is known before the first check', async () => {
  const store = await openTestStore();
  const { stream } = addMonitor(store, 'shop');
  store.monitors.saveCertificate(stream, midnight);
  const registry = openMonitorRegistry(openAlertConfig([], []));
  await fillRegistry(registry, store, opener);
  expect(registry.find('shop')?.certificateEndsAt).toBe(midnight);
});

test('while many are read, others have their turns', async () => {
  const store = await openTestStore();
  store.transaction(() => {
    for (let index = 0; index < 120; index += 1) addMonitor(store, `monitor-${String(index)}`);
  });
  const registry = openMonitorRegistry(openAlertConfig([], []));
  let isFilled = false;
  const sizes = new Set<number>();
  const look = (): void => {
    sizes.add(registry.all().length);
    if (!isFilled) setImmediate(look);
  };
  look();
  await fillRegistry(registry, store, opener);
  isFilled = true;
  expect(registry.all()).toHaveLength(120);
  expect([...sizes].filter((size) => size > 0 && size < 120)).not.toEqual([]);
});
