/** The real host on a real disk that runs full: what is acknowledged is there, whatever happens. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connectHttp } from '../../electron/client/http-client.ts';
import type { Api } from '../../electron/contract/calls.ts';
import { clientWords } from '../support/client-words.ts';
import { valueOf } from '../support/headless-host.ts';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { serveFor, type Served } from '../support/source-command.ts';
import { startTargetServer } from '../support/target-server.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const mebibytes = 24;
const trial = mountSmallDisk(mebibytes);
trial?.remove();
const reason = trial === null ? ' (skipped: no disk can be mounted here)' : '';
const token = 'backup-token-0123456789';

const config = (slack: string, target: string): string => `
channels:
  - { id: ops, kind: slack, name: Ops, webhookUrl: '${slack}' }
rules:
  - { when: {}, channels: [ops] }
monitors:
  - { id: shop, kind: http, name: Shop, url: '${target}/shop', interval: 1h, failAfter: 1, recoverAfter: 1 }
  - { id: backup, kind: heartbeat, name: Backup, schedule: { every: 5m }, token: ${token} }
`;

interface Running {
  readonly served: Served;
  readonly api: Api;
  readonly ping: (path?: string, body?: string) => Promise<number>;
}

async function run(data: string, file: string): Promise<Running> {
  const served = await serveFor(['--data', data, '--no-ui', '--config', file]);
  const { api } = connectHttp({ words: clientWords, baseUrl: served.url, token: served.token });
  return {
    served,
    api,
    ping: async (path = '', body = '') =>
      (await fetch(`${served.url}/ping/${token}${path}`, { method: 'POST', body })).status,
  };
}

/** @returns how many pings were acknowledged on the way. */
async function fillUntilRefused(disk: SmallDisk, ping: Running['ping']): Promise<number> {
  for (let acknowledged = 0; acknowledged < 1_000; acknowledged += 1) {
    disk.fill();
    if ((await ping('/log', 'x'.repeat(9_000))) === 503) return acknowledged;
  }
  throw new Error('the disk never ran full');
}

function titlesOf({ received }: WebhookReceiver): readonly string[] {
  return received.map(({ body }) => (JSON.parse(body) as { text: string }).text);
}

function count(titles: readonly string[], tag: string): number {
  return titles.filter((title) => title.includes(`[${tag}]`)).length;
}

async function openRig() {
  const disk = mountSmallDisk(mebibytes);
  if (disk === null) throw new Error('the trial could be mounted');
  onTestFinished(disk.remove);
  const target = await startTargetServer();
  onTestFinished(target.close);
  const slack = await openWebhookReceiver();
  onTestFinished(slack.close);
  const data = join(disk.path, 'data');
  const file = join(tempDirectory(onTestFinished), 'vigilmon.yaml');
  writeFileSync(file, config(slack.url, target.url));
  return { disk, target, slack, data, file };
}

async function stateOf(api: Api, id: string): Promise<string | undefined> {
  return (await valueOf(api.overview.get(undefined))).monitors.find((monitor) => monitor.id === id)?.state;
}

test.skipIf(trial === null)(
  `on a full disk outages are sent once, pings are refused, and both are there when there is room${reason}`,
  async () => {
    const { disk, target, slack, data, file } = await openRig();
    const { served, api, ping } = await run(data, file);
    await valueOf(api.settings.update({ groupWait: 0 }));
    expect(await ping()).toBe(200);
    await valueOf(api.monitors.checkNow({ id: 'shop' }));
    const acknowledged = 1 + (await fillUntilRefused(disk, ping));

    target.behaveAt('/shop', { kind: 'answer', status: 503 });
    await valueOf(api.monitors.checkNow({ id: 'shop' }));
    await slack.waitFor(1);
    expect(await stateOf(api, 'shop')).toBe('down');
    expect(await ping('/fail')).toBe(503);
    expect(await stateOf(api, 'backup')).toBe('down');
    const refused = await fetch(`${served.url}/ping/${token}`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await stateOf(api, 'backup')).toBe('up');
    expect(await api.monitors.pause({ id: 'shop' })).toMatchObject({ ok: false, error: { code: 'unavailable' } });

    disk.free();
    expect(await ping()).toBe(200);
    const incidents = await valueOf(api.incidents.list({}));
    expect(incidents.items.map(({ monitorId }) => monitorId).sort()).toEqual(['backup', 'shop']);
    const { items } = await valueOf(api.pings.list({ monitorId: 'backup', limit: 100 }));
    expect(items.length).toBe(Math.min(100, acknowledged + 4));

    target.behaveAt('/shop', { kind: 'answer', status: 200 });
    await valueOf(api.monitors.checkNow({ id: 'shop' }));
    await slack.waitFor(4);
    served.signal('SIGTERM');
    expect((await served.ended).code).toBe(0);
    const titles = titlesOf(slack);
    expect([count(titles, 'DOWN'), count(titles, 'RECOVERED')]).toEqual([2, 2]);
  },
);

test.skipIf(trial === null)(
  `a kill on a full disk loses no ping that was acknowledged, and no outage that goes on${reason}`,
  async () => {
    const { disk, target, slack, data, file } = await openRig();
    const first = await run(data, file);
    const acknowledged = await fillUntilRefused(disk, first.ping);
    target.behaveAt('/shop', { kind: 'answer', status: 503 });
    await valueOf(first.api.monitors.checkNow({ id: 'shop' }));
    await slack.waitFor(1);
    first.served.signal('SIGKILL');
    await first.served.ended;

    disk.free();
    const { api } = await run(data, file);
    const { items } = await valueOf(api.pings.list({ monitorId: 'backup', limit: 100 }));
    expect(items.length).toBe(Math.min(100, acknowledged));
    await valueOf(api.monitors.checkNow({ id: 'shop' }));
    expect(await stateOf(api, 'shop')).toBe('down');
    expect((await valueOf(api.incidents.list({ open: true }))).items).toHaveLength(1);
  },
);
