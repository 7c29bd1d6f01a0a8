/**
 * What the overview's table costs while somebody scrolls through it by wheel and by keys, sorts it, searches, and folds
 * its groups: the processor time of the main thread, which hardly depends on what else the machine does, without that of
 * a turn in which nothing happens, which is two frames and the measuring; and how many frames were late, which does. The
 * same turns over a page of as many lines of text tell what is late on the machine anyway: only more is ours.
 */
import type { CDPSession, Locator, Page } from 'playwright';
import { text } from '../../renderer/text/text.ts';
import { percentile, type Figure } from './support.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
] as const;
/** Two notches. */
const wheelPx = 240;
const turns = 100;
const typed = ['s', 'e', 'r', 'v', 'i', 'c', 'e', ' ', '1', '2'] as const;
/**
 * A frame is late if it begins more than this after the one before it: at 60 Hz that is 16.7 ms, so at least one was left
 * out. Whatever keeps the processors busy makes frames late as well.
 */
const lateMs = 25;

interface Cost {
  /** Processor time of the main thread for each turn. */
  readonly cpuMs: readonly number[];
  readonly frames: number;
  readonly lateFrames: number;
}

type Act = (turn: number) => Promise<unknown>;
type CostOf = (what: string, count: number, act: Act) => Promise<readonly Figure[]>;
/** Late frames of the plain page in percent, by what is done; a turn without scrolling is compared with doing nothing. */
type PlainLate = Readonly<Record<Scrolling | 'nothing', number>>;

const plainRows = 1_000;
const scrolling = ['240 px by wheel', 'arrow key', 'page key'] as const;
type Scrolling = (typeof scrolling)[number];

const actOf = (page: Page): Readonly<Record<Scrolling, Act>> => ({
  '240 px by wheel': () => page.mouse.wheel(0, wheelPx),
  'arrow key': () => page.keyboard.press('ArrowDown'),
  'page key': () => page.keyboard.press('PageDown'),
});
const turnsOf = (what: Scrolling): number => (what === 'page key' ? turns / 4 : turns);

export async function measureTable(page: Page): Promise<readonly Figure[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.locator('tbody tr svg').first().waitFor();
  const idle = percentile((await measure(page, session, turns, () => Promise.resolve())).cpuMs, 0.5);
  const figures: Figure[] = [{ name: 'nothing, left out below, median', value: idle, unit: 'ms of processor time' }];
  for (const size of sizes) {
    await page.setViewportSize(size);
    const plain = await measurePlain(page, size);
    figures.push(...plainFigures(plain, size.width));
    const costOf: CostOf = async (what, count, act) => {
      const { cpuMs, ...frames } = await measure(page, session, count, act);
      const cost = { ...frames, cpuMs: cpuMs.map((ms) => ms - idle) };
      const likewise = scrolling.find((one) => what.startsWith(one)) ?? 'nothing';
      return figuresOf(`${what}, ${String(size.width)} px`, cost, plain[likewise]);
    };
    figures.push(...(await measureScrolling(page, costOf, '')), ...(await measureSorting(page, costOf)));
    figures.push(...(await measureTyping(page, costOf)), ...(await measureGroups(page, costOf)));
  }
  await session.detach();
  return figures;
}

async function measureScrolling(page: Page, costOf: CostOf, how: string): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const pane = await page.locator('.pane').boundingBox();
  await page.mouse.move((pane?.x ?? 0) + 200, (pane?.y ?? 0) + 400);
  for (const what of scrolling) {
    await goToTop(page);
    figures.push(...(await costOf(`${what}${how}`, turnsOf(what), actOf(page)[what])));
  }
  await goToTop(page);
  return figures;
}

/** In front of the window for as long as it takes. */
async function measurePlain(page: Page, size: (typeof sizes)[number]): Promise<PlainLate> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser of its own');
  const plain = await browser.newPage({ viewport: size });
  const lines = Array.from({ length: plainRows }, (_, row) => `Service ${String(row)}`);
  await plain.setContent(`<pre style="line-height: 34px">${lines.join('\n')}</pre>`);
  const session = await plain.context().newCDPSession(plain);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await plain.mouse.move(size.width / 2, size.height / 2);
  const lateOf = async (count: number, act: Act): Promise<number> => {
    await plain.keyboard.press('Home');
    return lateShare(await measure(plain, session, count, act));
  };
  const acts = actOf(plain);
  const late = {
    nothing: await lateOf(turns, () => Promise.resolve()),
    '240 px by wheel': await lateOf(turnsOf('240 px by wheel'), acts['240 px by wheel']),
    'arrow key': await lateOf(turnsOf('arrow key'), acts['arrow key']),
    'page key': await lateOf(turnsOf('page key'), acts['page key']),
  };
  await plain.close();
  await page.bringToFront();
  return late;
}

function plainFigures(plain: PlainLate, width: number): readonly Figure[] {
  return Object.entries(plain).map(([what, value]) => ({
    name: `plain page, ${what}, ${String(width)} px, late frames`,
    value,
    unit: '%',
  }));
}

const lateShare = ({ frames, lateFrames }: Cost): number => (lateFrames / frames) * 100;

async function goToTop(page: Page): Promise<void> {
  await page.locator('tbody button[tabindex="0"]').focus();
  await page.keyboard.press('Home');
}

async function measureSorting(page: Page, costOf: CostOf): Promise<readonly Figure[]> {
  const headings = await page.locator('thead button').all();
  const clicks = await Promise.all(headings.map((heading) => clickOn(page, heading)));
  const figures = await costOf('sorting', headings.length * 2, (turn) => clicks[turn % clicks.length]?.() ?? never());
  await clicks[0]?.();
  return figures;
}

/** By the mouse alone: what Playwright does in the page before it clicks costs some milliseconds. */
async function clickOn(page: Page, target: Locator): Promise<() => Promise<void>> {
  const { x = 0, y = 0, width = 0, height = 0 } = (await target.boundingBox()) ?? {};
  return () => page.mouse.click(x + width / 2, y + height / 2);
}

const never = (): never => {
  throw new Error('there is nothing to click');
};

async function measureTyping(page: Page, costOf: CostOf): Promise<readonly Figure[]> {
  const type: Act = (turn) => page.keyboard.press(typed[turn] ?? '');
  await page.getByRole('searchbox').focus();
  const figures = [...(await costOf('typing into the search', typed.length, type))];
  await page.getByRole('searchbox').fill('');
  await page.keyboard.press('Control+k');
  figures.push(...(await costOf('typing into the palette', typed.length, type)));
  await page.keyboard.press('Escape');
  return figures;
}

/** Scrolls through the groups, then collapses and expands the first one. */
async function measureGroups(page: Page, costOf: CostOf): Promise<readonly Figure[]> {
  const toggleGroups = async (): Promise<void> => {
    await page.getByRole('button', { name: text.table.view }).click();
    await page.getByRole('menuitemcheckbox', { name: text.table.group }).click();
  };
  await toggleGroups();
  const figures = [...(await measureScrolling(page, costOf, ', grouped'))];
  await page.locator('tbody th button').first().focus();
  figures.push(...(await costOf('collapsing or expanding a group', turns / 4, () => page.keyboard.press('Enter'))));
  await toggleGroups();
  return figures;
}

function figuresOf(what: string, cost: Cost, plainLate: number): readonly Figure[] {
  const late = lateShare(cost);
  return [
    { name: `${what}, median`, value: percentile(cost.cpuMs, 0.5), unit: 'ms of processor time' },
    { name: `${what}, most`, value: Math.max(...cost.cpuMs), unit: 'ms of processor time' },
    { name: `${what}, late frames`, value: late, unit: '%' },
    { name: `${what}, late frames of ours`, value: Math.max(0, late - plainLate), unit: '%' },
  ];
}

/** Acts `count` times, each until two frames have been drawn. */
async function measure(page: Page, session: CDPSession, count: number, act: Act): Promise<Cost> {
  const cpuMs: number[] = [];
  await countFrames(page);
  for (let turn = 0; turn < count; turn += 1) {
    const before = await taskMs(session);
    await act(turn);
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
    );
    cpuMs.push((await taskMs(session)) - before);
  }
  return { cpuMs, ...(await countedFrames(page)) };
}

const marks = 'vigilmon-frames';

/** Marks when each frame began, not when its turn came in a busy thread. */
async function countFrames(page: Page): Promise<void> {
  await page.evaluate((name) => {
    performance.clearMarks(name);
    const mark = (startTime: number): void => {
      performance.mark(name, { startTime });
      if (performance.getEntriesByName(`${name}-end`).length === 0) requestAnimationFrame(mark);
    };
    performance.clearMarks(`${name}-end`);
    requestAnimationFrame(mark);
  }, marks);
}

async function countedFrames(page: Page): Promise<{ readonly frames: number; readonly lateFrames: number }> {
  const times = await page.evaluate((name) => {
    performance.mark(`${name}-end`);
    return performance.getEntriesByName(name).map(({ startTime }) => startTime);
  }, marks);
  const lengths = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return { frames: lengths.length, lateFrames: lengths.filter((length) => length > lateMs).length };
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
}
