/** What a newcomer sees: one field for a URL. */
import type { Locator, Page } from 'playwright/test';
import { text } from '../../../renderer/text.ts';

export class FirstRun {
  readonly page: Page;
  readonly url: Locator;

  constructor(page: Page) {
    this.page = page;
    this.url = page.getByRole('textbox', { name: text.firstRun.url });
  }

  async watch(url: string): Promise<void> {
    await this.url.fill(url);
    await this.page.getByRole('button', { name: text.firstRun.watch }).click();
  }
}
