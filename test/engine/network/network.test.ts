import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import type { CheckDetail, Connection } from '../../../electron/contract/model/state.ts';
import { defaultsOf } from '../../../electron/contract/fields/defaults.ts';
import { http as httpDefinition } from '../../../electron/contract/monitors/http.ts';
import { lookup } from 'node:dns';
import { askAnchorBy, connectionFrom, type AnchorResult } from '../../../electron/engine/network/anchors.ts';
import { openConnectivity } from '../../../electron/engine/network/connectivity.ts';
import { openReview } from '../../../electron/engine/network/review.ts';
import { isNetworkPresent, scopeOf } from '../../../electron/engine/network/scope.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { withoutLocations } from '../../support/without-locations.ts';

describe('the scope of a target', () => {
  it.each([
    ['127.0.0.1', null, 'loopback'],
    ['127.9.9.9', null, 'loopback'],
    ['localhost', null, 'loopback'],
    ['app.localhost', null, 'loopback'],
    ['[::1]', null, 'loopback'],
    ['::ffff:127.0.0.1', null, 'loopback'],
    ['[::ffff:7f00:1]', null, 'loopback'],
    ['[::ffff:c0a8:114]', null, 'lan'],
    ['[::ffff:5db8:d822]', null, 'internet'],
    ['192.168.1.20', null, 'lan'],
    ['10.1.2.3', null, 'lan'],
    ['172.31.0.1', null, 'lan'],
    ['172.32.0.1', null, 'internet'],
    ['100.100.1.1', null, 'lan'],
    ['[fd00::1]', null, 'lan'],
    ['[fe80::1]', null, 'lan'],
    ['nas', null, 'lan'],
    ['printer.local', null, 'lan'],
    ['example.com', null, 'internet'],
    ['shop.example.com', '10.0.0.7', 'lan'],
    ['nas', '203.0.113.9', 'internet'],
    ['203.0.113.9', null, 'internet'],
    ['[2001:db8::1]', null, 'internet'],
  ] as const)('of %s, resolved to %s, is %s', (host, address, scope) => {
    expect(scopeOf(host, address)).toBe(scope);
  });

  it('knows whether this computer is on the network of a private address', () => {
    expect(isNetworkPresent('192.168.1.20', ['127.0.0.1', '192.168.7.2'])).toBe(true);
    expect(isNetworkPresent('10.1.2.3', ['127.0.0.1', '192.168.7.2'])).toBe(false);
    expect(isNetworkPresent('10.1.2.3', ['10.250.0.4'])).toBe(true);
  });
});

describe('the result of the anchors', () => {
  const answers = fc.array(fc.constantFrom<AnchorResult>('reached', 'other', 'nothing'), {
    minLength: 1,
    maxLength: 5,
  });

  it('is that of the majority, and never changes once decided', () => {
    fc.assert(
      fc.property(answers, (all) => {
        const early = all
          .map((_, index) => connectionFrom(all.slice(0, index + 1), all.length))
          .filter((one) => one !== null);
        expect(new Set(early).size).toBe(1);
        const reached = all.filter((answer) => answer === 'reached').length;
        expect(early.at(-1) === 'online').toBe(reached > all.length / 2);
      }),
    );
  });

  it('is online without anchors', () => {
    expect(connectionFrom([], 0)).toBe('online');
  });
});

describe('an anchor', () => {
  async function anchor(status: number, headers: Record<string, string> = {}): Promise<string> {
    const server = createServer((_request, response) => response.writeHead(status, headers).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/generate_204`;
  }
  const { signal } = new AbortController();
  const ask = askAnchorBy(lookup);

  it('is reached if it responds with 204; any other response is from something else', async () => {
    expect(await ask(await anchor(204), signal)).toBe('reached');
    expect(await ask(await anchor(200), signal)).toBe('other');
    expect(await ask(await anchor(302, { location: 'http://127.0.0.1:9/login' }), signal)).toBe('other');
    expect(await ask('http://127.0.0.1:9/generate_204', signal)).toBe('nothing');
  });
});

describe('connectivity', () => {
  function setup(answer: () => AnchorResult): {
    readonly clock: ReturnType<typeof manualClock>;
    readonly connectivity: ReturnType<typeof openConnectivity>;
    readonly changes: Connection[];
    readonly asked: () => number;
  } {
    const clock = manualClock();
    const changes: Connection[] = [];
    let asked = 0;
    const connectivity = openConnectivity({
      clock,
      logger: recordedLog(),
      anchors: () => ['a', 'b', 'c'],
      ask: () => {
        asked += 1;
        return Promise.resolve(answer());
      },
      onChange: (connection) => changes.push(connection),
    });
    return { clock, connectivity, changes, asked: () => asked };
  }

  it('is assessed for every call, and simultaneous calls share an assessment', async () => {
    const { connectivity, asked } = setup(() => 'reached');
    await Promise.all([connectivity.assess(), connectivity.assess(), connectivity.assess()]);
    expect(asked()).toBe(6);
    await connectivity.assess();
    expect(asked()).toBe(9);
  });

  it('is reassessed while it is offline, and its return is reported', async () => {
    let answer: AnchorResult = 'nothing';
    const { clock, connectivity, changes } = setup(() => answer);
    expect(await connectivity.assess()).toBe('offline');
    await clock.advance(30_000);
    answer = 'reached';
    await clock.advance(10_000);
    expect(changes).toEqual(['offline', 'online']);
    connectivity.stop();
  });

  it('is not delayed by an anchor that never responds', async () => {
    const clock = manualClock();
    const connectivity = openConnectivity({
      clock,
      logger: recordedLog(),
      anchors: () => ['a', 'b', 'c'],
      ask: () => new Promise(() => undefined),
      onChange: () => undefined,
    });
    const judged = connectivity.assess();
    await clock.advance(5_000);
    expect(await judged).toBe('offline');
    connectivity.stop();
  });
});

describe('the review of a failed check', () => {
  const monitor = (url: string): HttpMonitor => ({
    ...defaultsOf(httpDefinition.fields),
    id: 'm',
    kind: 'http',
    name: 'm',
    enabled: true,
    severity: 'critical',
    tags: [],
    notes: '',
    ...withoutLocations,
    source: 'hand',
    url,
  });
  const failed: CheckDetail = {
    at: 0,
    verdict: 'fail',
    responseTime: null,
    phases: null,
    failure: { code: 'peer-silent', facts: { peer: '192.0.2.1:443', stage: 'firstByte' } },
    assertions: [],
    unhealthy: [],
    response: null,
    certificate: null,
  };
  let believed: Connection = 'online';
  beforeEach(() => {
    believed = 'online';
  });
  const review = (connection: Connection, resolved: string | null = null): ReturnType<typeof openReview> =>
    openReview({
      connectivity: { current: () => believed, assess: () => Promise.resolve(connection) },
      resolve: () => Promise.resolve(resolved),
      ownAddresses: () => ['127.0.0.1', '192.168.7.2'],
    });
  const verdictOf = async (connection: Connection, url: string, resolved: string | null = null): Promise<string> =>
    (await review(connection, resolved)(monitor(url), failed, false)).verdict;

  it('counts an internet target only while the internet is reachable', async () => {
    expect(await verdictOf('online', 'https://example.com/')).toBe('fail');
    expect(await verdictOf('offline', 'https://example.com/')).toBe('inconclusive');
    expect(await verdictOf('portal', 'http://example.com/')).toBe('inconclusive');
  });

  it('counts loopback and LAN targets even while offline', async () => {
    expect(await verdictOf('offline', 'http://127.0.0.1:5000/')).toBe('fail');
    expect(await verdictOf('offline', 'http://192.168.7.30/')).toBe('fail');
    expect(await verdictOf('offline', 'http://shop.example.com/', '192.168.7.30')).toBe('fail');
  });

  it('does not count a target in a LAN that this computer is not on', async () => {
    expect(await verdictOf('online', 'http://10.1.2.3/')).toBe('inconclusive');
  });

  it('counts a response with a verified certificate', async () => {
    const response = {
      status: 503,
      httpVersion: '1.1',
      headers: {},
      body: '',
      bodyBytes: 0,
      bodyTruncated: false,
      finalUrl: null,
    };
    const answered = { ...failed, response };
    expect((await review('offline')(monitor('https://example.com/'), answered, false)).verdict).toBe('fail');
    expect((await review('portal')(monitor('http://example.com/'), answered, false)).verdict).toBe('inconclusive');
  });

  it('ignores the response of a portal if it would change the state or the internet was unreachable', async () => {
    const passed: CheckDetail = { ...failed, verdict: 'pass', failure: null };
    const verdict = async (connection: Connection, url: string, isNews: boolean): Promise<string> =>
      (await review(connection)(monitor(url), passed, isNews)).verdict;
    expect(await verdict('portal', 'http://example.com/', true)).toBe('inconclusive');
    expect(await verdict('portal', 'http://127.0.0.1:5000/', true)).toBe('pass');
    expect(await verdict('portal', 'http://192.168.7.30/', true)).toBe('pass');
    expect(await verdict('offline', 'http://example.com/', true)).toBe('pass');
    expect(await verdict('portal', 'http://example.com/', false)).toBe('pass');
    believed = 'portal';
    expect(await verdict('portal', 'http://example.com/', false)).toBe('inconclusive');
    expect(await verdict('online', 'http://example.com/', false)).toBe('pass');
  });
});
