import type { IncomingMessage } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LocationOf } from '../../../electron/contract/locations/registry.ts';
import type { Report } from '../../../electron/engine/locations/location.ts';
import { askExporter, startExporter, type Given } from '../../support/ask-exporter.ts';
import { freePort } from '../../support/ports.ts';
import { startExporterAt } from '../../support/real-places.ts';
import { testWith } from '../../support/real-programs.ts';
import { startTargetServer } from '../../support/target-server.ts';
import { httpMonitor } from '../kinds/http/rig.ts';

const passed = `
# HELP probe_success Displays whether or not the probe was a success
# TYPE probe_success gauge
probe_success 1
probe_duration_seconds 0.0123
probe_http_status_code 200
probe_http_duration_seconds{phase="connect"} 0.001
probe_http_duration_seconds{phase="processing"} 0.005
probe_http_duration_seconds{phase="resolve"} 0.0005
probe_http_duration_seconds{phase="tls"} 0
probe_http_duration_seconds{phase="transfer"} 0.002
probe_ssl_earliest_cert_expiry 1.9e+09
`;
const failed = 'probe_success 0\nprobe_duration_seconds 0.02\nprobe_http_status_code 503\n';
const failedLog = `Logs for the probe:
ts=2026-11-28T10:00:00Z caller=main.go:181 module=http_2xx level=info msg="Invalid HTTP response status code" status_code=503
ts=2026-11-28T10:00:00Z caller=handler.go:117 module=http_2xx level=info msg="Response timings for roundtrip" roundtrip=0
ts=2026-11-28T10:00:00Z caller=main.go:181 module=http_2xx level=error msg="Probe failed" duration_seconds=0.02

Metrics that would have been returned:
probe_success 0
`;

function ask(location: Partial<LocationOf<'blackbox'>>, url = 'http://shop.example.com/health'): Promise<Report> {
  return askExporter(location, httpMonitor(url, { timeout: 5_000 }));
}

describe('a blackbox exporter', () => {
  test('is asked with target, module, time limit and login, and its phases and certificate are read', async () => {
    const requests: IncomingMessage[] = [];
    const url = await startExporter((request) => {
      requests.push(request);
      return { text: passed };
    });
    const auth = { type: 'basic', username: 'probe', password: 'geheim' } as const;
    const { check } = await ask({ url: `${url}/exporter/`, module: 'health', auth });
    expect(check).toMatchObject({ verdict: 'pass', responseTime: 12.3, failure: null });
    expect(check.phases).toEqual({ dns: 0.5, connect: 1, tls: null, firstByte: 5, download: 2 });
    expect(check.certificate?.validTo).toBe(1.9e12);
    const [request] = requests;
    expect(requests).toHaveLength(1);
    expect(request?.url).toBe('/exporter/probe?target=http%3A%2F%2Fshop.example.com%2Fhealth&module=health');
    expect(request?.headers['x-prometheus-scrape-timeout-seconds']).toBe('5.5');
    expect(request?.headers.authorization).toBe(`Basic ${btoa('probe:geheim')}`);
  });

  test('reports a failure with the reason in its log', async () => {
    const url = await startExporter((request) => ({ text: request.url?.includes('debug') ? failedLog : failed }));
    expect((await ask({ url })).check).toMatchObject({
      verdict: 'fail',
      failure: { code: 'reported-by-location', facts: { status: 503, text: 'Invalid HTTP response status code' } },
    });
  });

  test('reports a failure without a reason if its log cannot be had', async () => {
    const url = await startExporter((request) =>
      request.url?.includes('debug') ? { status: 500, text: '' } : { text: failed },
    );
    expect((await ask({ url })).check).toMatchObject({
      verdict: 'fail',
      failure: { code: 'reported-by-location', facts: { status: 503, text: '' } },
    });
  });

  test('that fails once and is good when it is looked at again is good', async () => {
    const url = await startExporter((request) => ({
      text: request.url?.includes('debug')
        ? `Logs for the probe:\n\n\n\nMetrics that would have been returned:\n${passed}\n\nModule configuration:\n`
        : failed,
    }));
    expect((await ask({ url })).check).toMatchObject({ verdict: 'pass', responseTime: 12.3, failure: null });
  });

  test.each([401, 403, 429, 451])('that is turned away with %i says nothing about others', async (status) => {
    const url = await startExporter(() => ({ text: failed.replace('503', String(status)) }));
    expect((await ask({ url })).check).toMatchObject({
      verdict: 'inconclusive',
      failure: { code: 'refused-there', facts: { status } },
    });
  });

  test.each<[string, Given, string]>([
    ['does not know the module', { status: 400, text: 'Unknown module "x"' }, 'rejected'],
    ['wants a login', { status: 401, text: 'Unauthorized' }, 'rejected'],
    ['fails', { status: 500, text: 'oops' }, 'unreachable'],
    ['is another program', { text: '<html>It works!</html>' }, 'unintelligible'],
    ['is cut off', { text: 'probe_succ' }, 'unintelligible'],
  ])('that %s never makes a target down', async (_, given, why) => {
    const url = await startExporter(() => given);
    expect((await ask({ url })).check).toMatchObject({
      verdict: 'inconclusive',
      failure: { code: 'no-answer', facts: { why } },
    });
  });

  test('that nobody runs never makes a target down', async () => {
    const url = `http://127.0.0.1:${String(await freePort())}`;
    expect((await ask({ url })).check).toMatchObject({
      verdict: 'inconclusive',
      failure: { code: 'no-answer', facts: { why: 'unreachable' } },
    });
  });
});

testWith('prometheus-blackbox-exporter')('the real exporter reports what it sees', async () => {
  const target = await startTargetServer();
  onTestFinished(() => target.close());
  const url = await startExporterAt('127.0.0.1', {});
  target.behave({ kind: 'answer', status: 200 });
  const good = await ask({ url }, target.url);
  expect(good.check).toMatchObject({ verdict: 'pass', failure: null });
  expect(good.check.phases?.firstByte).toBeGreaterThan(0);
  target.behave({ kind: 'answer', status: 503 });
  expect((await ask({ url }, target.url)).check).toMatchObject({
    verdict: 'fail',
    failure: {
      code: 'reported-by-location',
      facts: { status: 503, text: expect.stringContaining('Invalid HTTP response status code') as string },
    },
  });
});
