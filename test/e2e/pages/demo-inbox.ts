/** The demo's inbox page: what was sent, and the buttons that break and repair. */
import type { Locator, Page } from 'playwright/test';

export class DemoInbox {
  readonly page: Page;
  readonly mails: Locator;
  readonly slack: Locator;

  constructor(page: Page) {
    this.page = page;
    this.mails = page.getByRole('region', { name: 'E-mail' }).getByRole('article');
    this.slack = page.getByRole('region', { name: 'Slack' }).getByRole('article');
  }

  async press(name: 'Break it' | 'Mend it' | 'Stop it' | 'Start it'): Promise<void> {
    await this.page.getByRole('button', { name }).click();
  }
}
