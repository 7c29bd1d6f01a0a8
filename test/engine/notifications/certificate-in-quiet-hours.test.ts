import { expect, it, onTestFinished } from 'vitest';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import type { CertificateInfo } from '../../../electron/contract/model/state.ts';
import type { ProbeFn } from '../../../electron/engine/kinds/kind.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

const hour = 3_600_000;
const day = 24 * hour;
const evening = Date.UTC(2026, 0, 5, 23);
const response = {
  status: 200,
  httpVersion: '1.1',
  headers: {},
  body: '',
  bodyBytes: 0,
  bodyTruncated: false,
  finalUrl: null,
} as const;

interface Rig {
  readonly clock: ManualClock;
  readonly engine: TestEngine;
  readonly renew: () => void;
}

/** A site whose certificate was found to end in five days while it was quiet. */
async function openWarned(): Promise<Rig> {
  const clock = manualClock(evening);
  let certificate: CertificateInfo = {
    validTo: evening + 5 * day,
    issuer: 'CA',
    subject: 'site',
    fingerprint: 'AA:BB',
  };
  const http: ProbeFn<HttpMonitor> = () =>
    Promise.resolve({
      at: clock.now(),
      verdict: 'pass',
      responseTime: 1,
      phases: null,
      assertions: [],
      unhealthy: [],
      failure: null,
      response,
      certificate,
    });
  const engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock, probes: { http } });
  onTestFinished(() => engine.stop());
  engine.start();
  const quietHours = { from: '22:00', to: '07:00', timezone: 'UTC' };
  valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: ['desktop'], quietHours }] }));
  const site = { id: 'site', kind: 'http', name: 'Site', url: 'https://127.0.0.1:9/', severity: 'warning' } as const;
  valueOf(await engine.api.monitors.create(site));
  await clock.advance(hour);
  expect(await alerts(engine)).toEqual(['certificate pending']);
  return {
    clock,
    engine,
    renew() {
      certificate = { ...certificate, validTo: evening + 90 * day, fingerprint: 'CC:DD' };
    },
  };
}

async function alerts(engine: TestEngine): Promise<readonly string[]> {
  return valueOf(await engine.api.alerts.list({})).items.map(({ event, status }) => `${event} ${status}`);
}

it('a certificate warning in quiet hours is sent after them', async () => {
  const { clock, engine } = await openWarned();
  await clock.advance(8 * hour);
  expect(await alerts(engine)).toEqual(['certificate sent']);
});

it('no warning is sent for a certificate that was renewed during quiet hours', async () => {
  const { clock, engine, renew } = await openWarned();
  renew();
  await clock.advance(8 * hour);
  expect(await alerts(engine)).toEqual(['certificate cancelled']);
  expect(engine.notifications).toEqual([]);
});
