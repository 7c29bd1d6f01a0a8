/**
 * The window in a real Chromium with 1,000 monitors and a year of history: time until the list is shown, the cost of
 * scrolling, sorting and typing, that of checks every 30 seconds for the page's main thread, visible and hidden, and the
 * size of its scripts. Nothing is probed: the benchmark emits the checks, so that only the work of the page is measured.
 */
import { join } from 'node:path';
import { chromium, type CDPSession, type Page } from 'playwright';
import { findChromium } from '../../build/find-chromium.ts';
import { ensureBuilt, root } from '../../build/fresh-build.ts';
import type { EngineEvent } from '../../electron/contract/events.ts';
import { systemClock } from '../../electron/host/system-clock.ts';
import { createMovableListener } from '../../electron/http/movable-listener.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { openTestEngine, valueOf } from '../support/test-engine.ts';
import { weighWindow } from '../support/window-weight.ts';
import { openSeededStore, seedYear } from './seed.ts';
import { percentile, report, type Figure } from './support.ts';
import { measureTable } from './table-frames.ts';

const monitors = 1_000;
const roundMs = 30_000;
const measuredMs = 20_000;
const openings = 7;
const token = 'token-of-the-benchmark-0123456789';
const pageDirectory = join(root, 'dist/renderer');

const executablePath = findChromium();
if (executablePath === null) {
  report([]);
} else {
  ensureBuilt();
  report([...scriptSizes(), ...(await measureWindow(executablePath))]);
}
process.exit(0);

function scriptSizes(): readonly Figure[] {
  const { bytes, compressed } = weighWindow(root);
  return [
    { name: 'shipped JavaScript', value: bytes / 1_000, unit: 'kB' },
    { name: 'shipped JavaScript, gzip', value: compressed / 1_000, unit: 'kB' },
  ];
}

async function measureWindow(executablePath: string): Promise<readonly Figure[]> {
  const seeded = await openSeededStore(monitors);
  for (const stream of seeded.streams) seedYear(seeded.store, stream, seeded.nowMs);
  seeded.store.close();
  const engine = await openTestEngine({ directory: seeded.directory, clock: systemClock });
  const ids = valueOf(await engine.api.overview.get(undefined)).monitors.map(({ id }) => id);
  const listeners = new Set<(event: EngineEvent) => void>();
  const listener = createMovableListener({
    engine: {
      ...engine,
      speaking: () => ({
        ...engine,
        on: (listen) => {
          listeners.add(listen);
          return () => void listeners.delete(listen);
        },
      }),
    },
    logger: recordedLog(),
  });
  const { url } = valueOf(
    await listener.move({ host: '127.0.0.1', port: 0, metrics: 'off', api: { token, pageDirectory } }),
  );
  const browser = await chromium.launch({ executablePath });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const address = `${url}/#token=${token}`;

  const opened: number[] = [];
  for (let i = 0; i < openings; i += 1) opened.push(await timeToList(page, address));
  const frames = await measureTable(page);
  const stopChecks = tellChecks(ids, (event) => {
    for (const hear of listeners) hear(event);
  });
  const seen = await mainThreadShare(page);
  await hide(page);
  const hidden = await mainThreadShare(page);
  stopChecks();

  await browser.close();
  await listener.close();
  await engine.stop();
  seeded.remove();
  return [
    { name: 'opening to the painted list, median', value: percentile(opened, 0.5), unit: 'ms', target: '< 500 ms' },
    { name: 'opening to the painted list, slowest', value: Math.max(...opened), unit: 'ms' },
    { name: 'main thread, 1,000 monitors checked each 30 s', value: seen, unit: '%', target: '< 3 %' },
    { name: 'main thread of a hidden window', value: hidden, unit: '%' },
    ...frames,
  ];
}

/** From the start of the navigation to the frame after the first row appeared. */
async function timeToList(page: Page, address: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(address, { waitUntil: 'commit' });
  return page.evaluate(async () => {
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    while (document.querySelector('[role="option"]') === null) await nextFrame();
    await nextFrame();
    return performance.now();
  });
}

/** Spread evenly, as by the scheduler, each with a different response time. */
function tellChecks(ids: readonly string[], tell: (event: EngineEvent) => void): () => void {
  let next = 0;
  const timer = setInterval(() => {
    const monitorId = ids[next % ids.length] ?? '';
    const at = Date.now();
    next += 1;
    const check = { at, verdict: 'pass', responseTime: 20 + (next % 97) } as const;
    tell({ type: 'check', monitorId, check, nextCheckAt: at + roundMs });
  }, roundMs / monitors);
  return () => clearInterval(timer);
}

/** In percent of one core, by the processor time of the page's main thread. */
async function mainThreadShare(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await taskSeconds(session);
  await new Promise((resolve) => setTimeout(resolve, measuredMs));
  const spent = (await taskSeconds(session)) - before;
  await session.detach();
  return (spent / (measuredMs / 1_000)) * 100;
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}
