/** The window without a mouse: where the focus is, and the keys that move it. */
import { expect, type Locator, type Page } from 'playwright/test';
import { CommandPalette } from './command-palette.ts';

/** Of the longest page, settings, there are far fewer. */
const mostSteps = 150;

export class Keyboard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** In place of what the focused field holds. */
  async type(words: string): Promise<void> {
    await this.press('ControlOrMeta+a');
    await this.page.keyboard.type(words);
  }

  async tabTo(control: Locator): Promise<void> {
    await expect(control).toBeVisible();
    for (let steps = 0; steps < mostSteps; steps += 1) {
      if (await control.evaluate((element) => element === document.activeElement)) return;
      await this.press('Tab');
    }
    throw new Error(`Tab does not reach ${String(control)}`);
  }

  /** Of the control that `Tab` leads to. */
  async pressOn(control: Locator, key = 'Enter'): Promise<Locator> {
    await this.tabTo(control);
    await this.press(key);
    return control;
  }

  /** @returns the menu's trigger. */
  async choose(menu: Locator, entry: string): Promise<Locator> {
    await this.pressOn(menu);
    await this.chooseEntry(entry);
    return menu;
  }

  /** Of the open menu. */
  async chooseEntry(entry: string): Promise<void> {
    const focused = this.page.locator('[role^=menuitem]:focus');
    await expect(focused).toHaveCount(1);
    for (let steps = 0; steps < mostSteps && !(await focused.innerText()).includes(entry); steps += 1) {
      await this.press('ArrowDown');
    }
    await expect(focused).toContainText(entry);
    await this.press('Enter');
  }

  /** By the command palette. */
  async run(command: string): Promise<void> {
    const { field, offers } = new CommandPalette(this.page);
    await this.press('ControlOrMeta+k');
    await expect(field).toBeFocused();
    await this.type(command);
    await expect(offers.first()).toContainText(command);
    await this.press('Enter');
    await expect(field).toHaveCount(0);
  }
}
