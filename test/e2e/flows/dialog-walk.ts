/** What every dialog owes a keyboard: it is opened, walked around, left and used by keys alone. */
import { expect, type Locator } from 'playwright/test';
import type { Api } from '../../../electron/contract/calls.ts';
import { seriousFaults } from '../axe.ts';
import type { Keyboard } from '../pages/keyboard.ts';
import type { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { text } from '../../../renderer/text/text.ts';

export interface Scene {
  readonly keys: Keyboard;
  readonly window: VigilmonWindow;
  readonly main: Locator;
  readonly api: Api;
}

export interface DialogWalk {
  /** The component that draws it, below `renderer/`. */
  readonly of: string;
  readonly title: string;
  /** By keys alone. @returns what has the focus once the dialog is closed. */
  readonly open: (scene: Scene) => Promise<Locator>;
  /** Uses the main action of the open dialog, and sees what that has done. Absent: Enter at once leaves a question. */
  readonly use?: (scene: Scene & { readonly dialog: Locator }) => Promise<void>;
}

const controls =
  ':is(button, input, select, textarea, a[href], summary, [tabindex]):not(:disabled, [tabindex="-1"], [hidden])';

const mostSteps = 150;

interface Steps {
  /** Controls that the keys led to, as markup. */
  readonly visited: readonly string[];
  /** What else had the focus. */
  readonly outside: readonly string[];
}

/** A radio group is one control: Tab leads to the chosen one. */
function controlsOf(dialog: Locator): Promise<readonly string[]> {
  return dialog
    .locator(controls)
    .evaluateAll((all) =>
      all
        .filter((one) => one.checkVisibility() && !one.matches('input[type=radio]:not(:checked)'))
        .map((one) => one.outerHTML.slice(0, 160)),
    );
}

/** The focused control, and where it is. */
function focusedNow({
  page,
}: Keyboard): Promise<{ readonly markup: string; readonly place: 'in' | 'out' | 'between' }> {
  return page.evaluate(() => {
    const focused = document.activeElement ?? document.body;
    // Beyond the last control are those of the browser; a dialog that is longer than the window is a stop for scrolling.
    const isBetween = focused.matches('body, dialog');
    const place = isBetween ? 'between' : focused.closest('dialog') === null ? 'out' : 'in';
    return { markup: focused.outerHTML.slice(0, 160), place };
  });
}

/** From the focused control until it has the focus again: a date has several stops. */
async function goAround(keys: Keyboard, key: string): Promise<Steps> {
  const { markup: start } = await focusedNow(keys);
  const visited: string[] = [];
  const outside: string[] = [];
  let last = start;
  for (let steps = 0; steps < mostSteps; steps += 1) {
    await keys.press(key);
    const { markup, place } = await focusedNow(keys);
    if (place === 'in') visited.push(markup);
    else if (place === 'out') outside.push(markup);
    if (markup === start && last !== start) break;
    last = markup;
  }
  return { visited, outside };
}

export async function walkDialog(scene: Scene, { title, open, use }: DialogWalk): Promise<void> {
  const { keys } = scene;
  const { page } = keys;
  const dialog = page.getByRole('dialog');
  const opener = await open(scene);
  await expect(dialog).toHaveAccessibleName(title);
  await expect(dialog.locator('[aria-busy=true]')).toHaveCount(0);
  const focused = dialog.locator(':focus');
  await expect(focused).toHaveCount(1);
  await expect(focused).not.toHaveClass(/\bdanger\b/);

  for (const key of ['Tab', 'Shift+Tab']) {
    // Once more, if it was still loading.
    await expect(async () => {
      const { visited, outside } = await goAround(keys, key);
      expect(outside, `${key} leaves the dialog`).toEqual([]);
      const all = await controlsOf(dialog);
      expect([...new Set(visited)].sort(), `${key} reaches every control`).toEqual([...new Set(all)].sort());
    }).toPass({ timeout: 15_000 });
  }
  // What says so fades in, and is judged once it has gone.
  await expect(dialog.getByText(text.common.loading)).toHaveCount(0);
  expect(await seriousFaults(page)).toEqual([]);

  await keys.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();

  await open(scene);
  await expect(dialog.locator(':focus')).toHaveCount(1);
  if (use === undefined) {
    await keys.press('Enter');
    await expect(opener).toBeFocused();
  } else await use({ ...scene, dialog });
  await expect(dialog).toHaveCount(0);
}
