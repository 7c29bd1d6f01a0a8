/** The first run: one field for a URL, and the next steps. */
import type { Locator, Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { AlertsView } from './alerts-view.ts';

export class FirstRun {
  readonly page: Page;
  readonly url: Locator;
  readonly steps: Locator;
  readonly addHeartbeat: Locator;

  constructor(page: Page) {
    this.page = page;
    this.url = page.getByRole('textbox', { name: text.firstRun.address });
    this.steps = page.getByRole('list', { name: text.setup.label });
    this.addHeartbeat = this.steps.getByRole('button', { name: text.setup.addHeartbeat });
  }

  async start(url: string): Promise<void> {
    await this.url.fill(url);
    await this.page.getByRole('button', { name: text.firstRun.start }).click();
  }

  step(words: string): Locator {
    return this.steps.getByRole('listitem').filter({ hasText: words });
  }

  async addSlack(webhookUrl: string): Promise<void> {
    await this.steps.getByRole('button', { name: text.channelKinds.slack.step?.add ?? '' }).click();
    const dialog = new AlertsView(this.page);
    await dialog.field('webhookUrl').fill(webhookUrl);
    await dialog.save();
  }

  async addEmail({ port, to }: { readonly port: number; readonly to: string }): Promise<void> {
    await this.steps.getByRole('button', { name: text.channelKinds.email.step?.add ?? '' }).click();
    const dialog = new AlertsView(this.page);
    await dialog.dialog
      .getByRole('combobox', { name: text.channelKinds.email.fields.smtp.fields.security.label })
      .selectOption('none');
    await dialog.field('host').fill('127.0.0.1');
    await dialog.field('port').fill(String(port));
    await dialog.field('from').fill('vigilmon@example.com');
    await dialog.field('to').fill(to);
    await dialog.save();
  }

  async sendTest(name: string): Promise<void> {
    await this.step(name).getByRole('button', { name: text.channels.test }).click();
  }

  /** The one click that sends critical outages to all added channels. */
  async addRule(): Promise<void> {
    await this.step(text.setup.rule).getByRole('button').click();
  }
}
