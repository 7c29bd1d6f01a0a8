/** What axe does not check, nor the walk through the scenes: motion. */
import { expect } from 'playwright/test';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test } from './demo.ts';

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
