/** What axe does not check: focus and motion. */
import { expect, type Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test } from './demo.ts';

/** Of the focused element: whether an outline or a border shows the focus. */
function isFocusSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return false;
    const shown = focused.classList.contains('visually-hidden') ? focused.nextElementSibling : focused;
    const outlines = [shown, shown?.closest('[role="listbox"]') ?? null].flatMap((element) =>
      element === null ? [] : [getComputedStyle(element)],
    );
    return outlines.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
  });
}

test('every element reached by Tab shows its focus', async ({ page, demo }) => {
  await page.goto(demo.windowUrl ?? '');
  const window = new VigilmonWindow(page);
  await window.goTo('settings');
  await expect(window.heading(text.settings.title)).toBeVisible();
  await page.locator('body').press('Home');
  const unseen: string[] = [];
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press('Tab');
    if (await isFocusSeen(page)) continue;
    unseen.push(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? ''));
  }
  expect(unseen.filter((html) => !html.startsWith('<body'))).toEqual([]);
});

test('nothing is animated for users who prefer reduced motion', async ({ page, demo }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(demo.windowUrl ?? '');
  const window = new VigilmonWindow(page);
  await expect(window.monitor('Billing')).toBeVisible();
  const moving = await page.evaluate(
    () =>
      Array.from(document.querySelectorAll('*')).filter((element) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
        const seconds = (durations: string): number => Math.max(...durations.split(',').map(parseFloat));
        const isAnimated = animationName !== 'none' && seconds(animationDuration) > 0.01;
        return isAnimated || seconds(transitionDuration) > 0.01;
      }).length,
  );
  expect(moving).toBe(0);
});
