/**
 * What the overview's table costs while somebody scrolls through it by wheel and by keys, sorts it, and searches: the
 * processor time of the main thread, which hardly depends on what else the machine does, and how many frames were late,
 * which does.
 */
import type { CDPSession, Page } from 'playwright';
import { percentile, type Figure } from './support.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
] as const;
/** Two notches. */
const wheelPx = 240;
const turns = 100;
const typed = ['s', 'e', 'r', 'v', 'i', 'c', 'e', ' ', '1', '2'] as const;
/** A frame at 60 Hz has 16.7 ms; after this long one was left out. */
const lateMs = 25;

interface Cost {
  /** Processor time of the main thread for each turn. */
  readonly cpuMs: readonly number[];
  readonly frames: number;
  readonly lateFrames: number;
}

export async function measureTable(page: Page): Promise<readonly Figure[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.locator('tbody tr svg').first().waitFor();
  const figures: Figure[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    figures.push(...(await measureAt(page, session, `${String(size.width)} px`)));
  }
  await session.detach();
  return figures;
}

async function measureAt(page: Page, session: CDPSession, at: string): Promise<readonly Figure[]> {
  const costOf = async (
    what: string,
    count: number,
    act: (turn: number) => Promise<void>,
  ): Promise<readonly Figure[]> => figuresOf(`${what}, ${at}`, await measure(page, session, count, act));
  const press = (key: string) => () => page.keyboard.press(key);
  const fromTop = async (): Promise<void> => {
    await page.locator('tbody button[tabindex="0"]').focus();
    await page.keyboard.press('Home');
  };
  const pane = await page.locator('.pane').boundingBox();
  await page.mouse.move((pane?.x ?? 0) + 200, (pane?.y ?? 0) + 400);
  const figures = [...(await costOf('240 px by wheel', turns, () => page.mouse.wheel(0, wheelPx)))];
  await fromTop();
  figures.push(...(await costOf('arrow key', turns, press('ArrowDown'))));
  await fromTop();
  figures.push(...(await costOf('page key', turns / 4, press('PageDown'))));
  await fromTop();
  const headings = page.locator('thead button');
  const count = await headings.count();
  figures.push(...(await costOf('sorting', count * 2, (turn) => headings.nth(turn % count).click())));
  await page.getByRole('searchbox').focus();
  figures.push(
    ...(await costOf('typing into the search', typed.length, (turn) => page.keyboard.press(typed[turn] ?? ''))),
  );
  await page.getByRole('searchbox').fill('');
  await page.keyboard.press('Control+k');
  figures.push(
    ...(await costOf('typing into the palette', typed.length, (turn) => page.keyboard.press(typed[turn] ?? ''))),
  );
  await page.keyboard.press('Escape');
  return figures;
}

function figuresOf(what: string, { cpuMs, frames, lateFrames }: Cost): readonly Figure[] {
  return [
    { name: `${what}, median`, value: percentile(cpuMs, 0.5), unit: 'ms of processor time' },
    { name: `${what}, most`, value: Math.max(...cpuMs), unit: 'ms of processor time' },
    { name: `${what}, late frames`, value: (lateFrames / frames) * 100, unit: '%' },
  ];
}

/** Acts `count` times, each until two frames have been drawn. */
async function measure(
  page: Page,
  session: CDPSession,
  count: number,
  act: (turn: number) => Promise<void>,
): Promise<Cost> {
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

async function countFrames(page: Page): Promise<void> {
  await page.evaluate((name) => {
    performance.clearMarks(name);
    const mark = (): void => {
      performance.mark(name);
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
