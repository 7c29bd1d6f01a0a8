import { beforeEach, describe, expect, test } from 'vitest';
import { openEngineWithExporters, type EngineWithExporters } from '../../support/engine-with-exporters.ts';
import { valueOf } from '../../support/test-engine.ts';

let engine: EngineWithExporters;

beforeEach(async () => {
  engine = await openEngineWithExporters();
});

describe('an exporter', () => {
  test('is given the target, its module and a timeout, and asked for the reason of a failure', async () => {
    engine.see(['down', 'up']);
    await engine.addAndAsk({ timeout: '9s' });
    const [asked, again, ...more] = engine.exporters[0]?.requests ?? [];
    expect(asked?.timeout).toBe('9.5');
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({ target: engine.target.url, module: 'http_2xx' });
    expect(again?.query.get('debug')).toBe('true');
    expect(more).toEqual([]);
  });

  test('is tried on demand', async () => {
    engine.see(['down', 'up']);
    const url = 'http://127.0.0.1:1/';
    expect(valueOf(await engine.api.locations.test({ id: 'frankfurt', url }))).toMatchObject({
      sighting: 'down',
      budget: null,
    });
    expect(valueOf(await engine.api.locations.test({ id: 'ohio', url }))).toMatchObject({
      sighting: 'up',
      responseTime: 31.6,
    });
  });

  test('is tried with whatever can be monitored, as far as it can probe that', async () => {
    const { locations } = engine.api;
    for (const url of [
      'ping router.example.com',
      'cert://shop.example.com',
      'dns://192.0.2.53/shop.example.com?type=MX',
    ]) {
      expect(valueOf(await locations.test({ id: 'ohio', url }))).toMatchObject({
        sighting: expect.any(String) as string,
      });
    }
    expect(engine.exporters[1]?.requests.map(({ query }) => [query.get('module'), query.get('target')])).toEqual([
      ['icmp', 'router.example.com'],
      ['tls_connect', 'shop.example.com:443'],
      ['dns_location_test', '192.0.2.53:53'],
    ]);
    const fields = { url: 'Ohio can probe this monitor only if resolver is set' };
    expect(await locations.test({ id: 'ohio', url: 'dns://shop.example.com' })).toMatchObject({ error: { fields } });
    expect(await locations.test({ id: 'ohio', url: 'domain example.com' })).toMatchObject({
      error: { code: 'invalid' },
    });
    expect(engine.exporters[1]?.requests).toHaveLength(3);
  });

  test('cannot be deleted while a monitor uses it', async () => {
    await engine.add();
    const refused = await engine.api.locations.delete({ id: 'ohio' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'conflict' } });
    valueOf(await engine.api.monitors.update({ kind: 'http', id: 'shop', locations: [] }));
    valueOf(await engine.api.locations.delete({ id: 'ohio' }));
    expect(valueOf(await engine.api.locations.list(undefined))).toMatchObject([{ id: 'frankfurt', monitors: 0 }]);
  });
});
