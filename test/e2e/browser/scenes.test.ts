/**
 * Each scene of the pictures, opened once. In the pseudo-language: all words that a reader sees or hears come from the
 * catalogue or from the engine, so that one more language is one more catalogue. Then as it is in English with German
 * numbers and times, unless it is a variant: what axe finds, light and dark; what forced colours leave; a round by Tab; and
 * whether all fits, wide, narrow and at 200 %.
 */
import { expect, type Page } from 'playwright/test';
import { scenes } from '../../../build/screenshots/scenes.ts';
import { seriousFaults } from '../axe.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test } from './demo.ts';
import { focusFaults } from './focus-round.ts';
import { forcedColorsFaults } from './forced-colors.ts';
import { openSight } from './in-sight.ts';
import { layoutFaults } from './layout.ts';
import { listenToAnswers, readAndHeard, removeMarks, untranslatedAmong } from './shown-words.ts';

test.use({ locale: 'de-DE' });

/** High enough for all of most views. */
const sizes = [1_600, 1_024, 480].map((width) => ({ width, height: 2_400 }));
/** Of 1024 x 768 and 1280 x 800 pixels, at 200 %. */
const zoomed = [
  { width: 512, height: 384 },
  { width: 640, height: 400 },
];
/** Of one round by Tab: more than most views have. */
const mostStops = 60;

/** The other theme differs in colours only. */
async function faultsInBothThemes(page: Page): Promise<readonly string[]> {
  const inLight = await seriousFaults(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  return [...inLight, ...(await seriousFaults(page, { rules: ['color-contrast'] }))];
}

/** The window as it is in a size: what depends on it may need a moment. */
async function expectToFit(page: Page, sight: Awaited<ReturnType<typeof openSight>>): Promise<void> {
  const faults = async (): Promise<readonly string[]> => {
    await removeMarks(page);
    return layoutFaults(sight);
  };
  const { width } = page.viewportSize() ?? { width: 0 };
  await expect
    .configure({ soft: true })
    .poll(faults, `${String(width)} pixels wide`)
    .toEqual([]);
}

async function examine(page: Page): Promise<void> {
  const sight = await openSight(page);
  expect.soft(await faultsInBothThemes(page)).toEqual([]);
  expect.soft(await forcedColorsFaults(page, sight)).toEqual([]);
  await page.emulateMedia({ forcedColors: 'none' });
  await expectToFit(page, sight);
  expect.soft(await focusFaults(page, sight, mostStops)).toEqual([]);
  for (const size of [...sizes, ...zoomed]) {
    await page.setViewportSize(size);
    await expectToFit(page, sight);
  }
  expect.soft(await focusFaults(page, sight, mostStops), 'at 200 %').toEqual([]);
}

for (const scene of scenes) {
  const isExamined = scene.isVariant !== true;
  const checks = isExamined
    ? 'every word comes from the catalogue, and axe, forced colours, keys, narrow windows and zoom find nothing amiss'
    : 'every word comes from the catalogue';
  test(`${checks}: ${scene.name}`, async ({ page, demo, empty, told, pseudoScript }) => {
    const answered = listenToAnswers(page);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.route(/\/assets\/[^/]+\.js$/, (route) =>
      route.fulfill({ body: pseudoScript, contentType: 'text/javascript' }),
    );
    await page.goto((scene.isEmpty === true ? empty.windowUrl : demo.windowUrl) ?? '');
    const window = new VigilmonWindow(page);
    await scene.open(window);
    await scene.whenSized?.(window);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);

    const shown = await readAndHeard(page);
    expect(shown.length).toBeGreaterThan(3);
    expect.soft(untranslatedAmong(shown, [...(await answered()), ...told])).toEqual([]);

    if (!isExamined) return;
    await removeMarks(page);
    await examine(page);
  });
}
