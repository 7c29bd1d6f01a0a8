import { describe, expect, onTestFinished, test } from 'vitest';
import type { ProbeRegistry } from '../../../../electron/engine/kinds/registry.ts';
import { runProbe } from '../../../../electron/engine/locations/here/run-probe.ts';
import { startTargetServer } from '../../../support/target-server.ts';
import { httpMonitor, probeContext } from '../../kinds/http/rig.ts';

describe('a bug in the probe', () => {
  test('is logged, and makes an inconclusive check', async () => {
    const server = await startTargetServer();
    onTestFinished(() => server.close());
    const logged: unknown[] = [];
    const logger = { error: (_: string, context?: object) => logged.push(context) };
    const broken: ProbeRegistry = { http: () => Promise.reject(new TypeError('undefined is not a function')) };
    const { verdict, failure } = await runProbe(httpMonitor(server.url), probeContext({ logger }), broken);
    expect(verdict).toBe('inconclusive');
    expect(failure).toMatchObject({ code: 'probe-crashed', facts: {} });
    expect(logged).toMatchObject([{ monitor: 'shop', error: expect.any(TypeError) as Error }]);
    expect(server.connections()).toBe(0);
  });
});
