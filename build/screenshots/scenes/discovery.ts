/** The search of this computer: the computer that takes the picture is not searched, and nothing is added to its monitors. */
import type { FoundJob, FoundService, JobSource, WordedOffer } from '../../../electron/contract/model/discovery.ts';
import { speechFor } from '../../../electron/engine/wording/languages.ts';
import { DiscoveryView } from '../../../test/e2e/pages/discovery-view.ts';
import { MonitorEditor } from '../../../test/e2e/pages/monitor-editor.ts';
import type { VigilmonWindow } from '../../../test/e2e/pages/vigilmon-window.ts';
import type { Scene } from '../scenes.ts';

export const discovery: readonly Scene[] = [
  {
    name: 'discovery',
    open: async ({ page }) => {
      await openDiscovery(page);
    },
    isVariant: true,
  },
  {
    name: 'discovery-found',
    open: async ({ page }) => {
      await openFound(page);
    },
  },
  { name: 'discovery-selected', open: openSelected },
  { name: 'discovery-many', open: openFiltered },
  { name: 'discovery-no-match', open: filterInVain, isVariant: true },
  { name: 'discovery-added', open: openAdded },
];

const unknown = { monitoredBy: null, monitor: null, edited: null, schedule: null } as const;

function job(
  source: JobSource,
  cron: string,
  found: Pick<FoundJob, 'name' | 'place' | 'command'>,
): WordedOffer['found'] {
  const schedule = { cron: cron === '' ? [] : [cron], every: null, timezone: null, delay: 0 };
  return { is: 'job', source, schedule, times: cron, ...found };
}

function service(name: string, port: number, rest: Partial<FoundService> = {}): WordedOffer['found'] {
  return { is: 'service', source: 'port', name, host: '127.0.0.1', port, isHttp: false, ...rest };
}

const backup = { name: 'nightly-backup', place: 'crontab', command: '/opt/nightly-backup.sh --all' };
const report = { name: 'report', place: 'crontab', command: 'python3 /srv/report.py --month --mail finance' };
const renewal = { name: 'certbot', place: 'certbot.timer', command: 'certbot.service' };
const random = { name: 'random', place: 'crontab', command: '/opt/random' };
const unit = `[Service]
ExecStartPre=-/usr/bin/vigilmon ping Rk2vVh0YjC1sZq8d --start
ExecStopPost=-/usr/bin/vigilmon ping Rk2vVh0YjC1sZq8d --exit \${EXIT_STATUS}`;

const found: readonly WordedOffer[] = [
  {
    ...unknown,
    found: job('crontab', '0 3 * * 1-5', backup),
    monitor: { kind: 'heartbeat', id: 'nightly-backup', name: backup.name, schedule: { cron: ['0 3 * * 1-5'] } },
    edited: `0 3 * * 1-5 vigilmon run mB3xQz7LkT9wPe4n -- ${backup.command}`,
  },
  {
    ...unknown,
    found: job('crontab', '30 6 1 * *', report),
    monitor: { kind: 'heartbeat', id: 'report', name: report.name, schedule: { cron: ['30 6 1 * *'] } },
    edited: `30 6 1 * * vigilmon run uH5cYt2NsD6rXa1g -- ${report.command}`,
  },
  {
    ...unknown,
    found: job('systemd', '0 0,12 * * *', renewal),
    monitor: { kind: 'heartbeat', id: 'certbot', name: renewal.name, schedule: { cron: ['0 0,12 * * *'] } },
    edited: unit,
  },
  {
    ...unknown,
    found: service('localhost:3000', 3000, { isHttp: true }),
    monitor: { kind: 'http', id: 'localhost-3000', url: 'http://127.0.0.1:3000/' },
  },
  {
    ...unknown,
    found: service('localhost:5432', 5432),
    monitor: { kind: 'tcp', id: 'localhost-5432', host: '127.0.0.1', port: 5432 },
  },
  {
    ...unknown,
    found: service('queue-worker', 0, { source: 'container', port: null }),
    monitor: { kind: 'container', id: 'queue-worker', container: 'queue-worker' },
  },
  { ...unknown, found: service('shop-cache', 6379, { source: 'container' }), monitoredBy: 'Shop cache' },
  { ...unknown, found: job('crontab', '', random), schedule: '0~59 3 * * *' },
];

const refused = 'localhost-5432';

async function openDiscovery(page: VigilmonWindow['page']): Promise<DiscoveryView> {
  const view = new DiscoveryView(page);
  await new MonitorEditor(page).open('http');
  await view.open.click();
  return view;
}

async function openFound(page: VigilmonWindow['page'], offers = found): Promise<DiscoveryView> {
  const { wording } = speechFor(await page.evaluate(() => navigator.language));
  const value = offers.map((offer) =>
    offer.found.is === 'job' && offer.schedule === null
      ? { ...offer, schedule: wording.schedules.describe(offer.found.schedule) }
      : offer,
  );
  await page.route(/discovery\.search/, (route) => route.fulfill({ json: { ok: true, value } }));
  const view = await openDiscovery(page);
  await view.search.click();
  await view.group('monitored').waitFor();
  return view;
}

async function openSelected({ page }: VigilmonWindow): Promise<void> {
  const view = await openFound(page);
  for (const name of ['nightly-backup', 'certbot', 'localhost:3000']) await view.offer(name).check();
}

/** As on a server, where a filter leaves some. */
async function openFiltered({ page }: VigilmonWindow): Promise<void> {
  const ports = Array.from({ length: 194 }, (_, place): WordedOffer => {
    const name = `localhost:${String(7_900 + place)}`;
    const port = 7_900 + place;
    return { ...unknown, found: service(name, port), monitor: { kind: 'tcp', name, host: '127.0.0.1', port } };
  });
  const view = await openFound(page, [...found, ...ports]);
  for (const name of ['nightly-backup', 'certbot']) await view.offer(name).check();
  await view.filter.fill('127.0.0.1:800');
  await view.offer('localhost:8003').check();
}

async function filterInVain({ page }: VigilmonWindow): Promise<void> {
  const view = await openFound(page);
  await view.filter.fill('telephone');
}

async function openAdded({ page }: VigilmonWindow): Promise<void> {
  await page.route(/monitors\.create/, (route) => {
    const isRefused = route.request().postData()?.includes(refused) === true;
    const error = { code: 'unavailable', message: 'The disk is full' };
    return route.fulfill({ json: isRefused ? { ok: false, error } : { ok: true, value: null } });
  });
  const view = await openFound(page);
  await view.all.check();
  for (const name of ['queue-worker', 'localhost:3000']) await view.offer(name).uncheck();
  await view.addButton(4).click();
  await view.group('added').waitFor();
}
