/** What a reader waits for before the window is there grows unnoticed, by a little with each view. */
import { expect, test } from 'playwright/test';
import { root } from '../../../build/fresh-build.ts';
import { weighWindow } from '../../support/window-weight.ts';

test('the window ships no more than 180 kB of compressed JavaScript', () => {
  expect(weighWindow(root).compressed).toBeLessThanOrEqual(180_000);
});
