/**
 * Each scene of the pictures, opened once. In the pseudo-language: all words that a reader sees or hears come from the
 * catalogue or from the engine, so that one more language is one more catalogue. Then as it is in English, unless it is a
 * variant: what axe finds, light and dark, and whether it stays within the window.
 */
import { expect, type Page } from 'playwright/test';
import { scenes } from '../../../build/screenshots/scenes.ts';
import { seriousFaults } from '../axe.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test } from './demo.ts';
import { listenToAnswers, readAndHeard, removeMarks, untranslatedAmong } from './shown-words.ts';

/** The other theme differs in colours only. */
async function faultsInBothThemes(page: Page): Promise<readonly string[]> {
  const inLight = await seriousFaults(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  return [...inLight, ...(await seriousFaults(page, { rules: ['color-contrast'] }))];
}

/** Its parts scroll, the window itself never does: the number of pixels by which it could. */
function beyondTheWindow(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return { x: scrollWidth - clientWidth, y: scrollHeight - clientHeight };
  });
}

for (const scene of scenes) {
  const isExamined = scene.isVariant !== true;
  const checks = isExamined
    ? 'every word comes from the catalogue, and axe finds nothing serious, light and dark'
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
    expect.soft(await faultsInBothThemes(page)).toEqual([]);
    expect.soft(await beyondTheWindow(page)).toEqual({ x: 0, y: 0 });
  });
}
