import { expect } from 'playwright/test';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test } from './demo.ts';

test('every icon of a page is drawn in the colour of its text', async ({ page, demo }) => {
  await page.goto(demo.windowUrl ?? '');
  await new VigilmonWindow(page).goTo('overview');
  const icons = page.locator('svg:has(> use):visible');
  await expect(icons.first()).toBeVisible();
  const drawn = await icons.evaluateAll((all) =>
    all.map((icon) => {
      const use = icon.querySelector('use');
      const { width = 0, height = 0 } = use?.getBBox() ?? {};
      const { color, stroke } = getComputedStyle(icon);
      return { icon: use?.getAttribute('href'), isDrawn: width + height > 0, hasColourOfText: color === stroke };
    }),
  );
  expect(drawn.length).toBeGreaterThan(5);
  expect(drawn.filter(({ isDrawn, hasColourOfText }) => !isDrawn || !hasColourOfText)).toEqual([]);
});
