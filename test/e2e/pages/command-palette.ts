/** The palette: a field, and matches below it. */
import type { Locator, Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';

export class CommandPalette {
  readonly page: Page;
  readonly field: Locator;
  readonly offers: Locator;

  constructor(page: Page) {
    this.page = page;
    this.field = page.getByRole('combobox', { name: text.palette.label });
    this.offers = page.getByRole('listbox', { name: text.palette.title }).getByRole('option');
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k');
  }

  async run(words: string): Promise<void> {
    await this.open();
    await this.field.fill(words);
    await this.field.press('Enter');
  }
}
