/** Import and export of the configuration. */
import type { Locator, Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { CommandPalette } from './command-palette.ts';

const words = text.transfer;

export class TransferDialogs {
  readonly page: Page;
  readonly dialog: Locator;
  readonly file: Locator;
  readonly picker: Locator;
  readonly exported: Locator;
  readonly confirm: Locator;
  readonly back: Locator;
  readonly errors: Locator;
  readonly changes: Locator;
  /** What a review has led to: errors, or what it has found. */
  readonly outcome: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog');
    this.file = this.dialog.getByRole('textbox', { name: words.file });
    this.picker = this.dialog.locator('input[type="file"]');
    this.exported = this.dialog.getByLabel(words.file);
    this.confirm = this.button(words.confirm);
    this.back = this.button(words.back);
    this.errors = this.dialog.getByRole('alert').getByRole('listitem');
    this.changes = this.dialog.getByRole('list', { name: words.list }).getByRole('listitem');
    this.outcome = this.errors.or(this.dialog.getByRole('status'));
  }

  button(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true });
  }

  secret(name: string): Locator {
    return this.dialog.getByLabel(name, { exact: true });
  }

  async openImport(): Promise<void> {
    await new CommandPalette(this.page).run(words.import);
    await this.file.waitFor();
  }

  async openExport(): Promise<void> {
    await new CommandPalette(this.page).run(words.export);
  }

  async review(): Promise<void> {
    await this.button(words.review).click();
  }

  /** A change as it is read: `Added Monitor Shop API`. */
  change(...parts: readonly string[]): Locator {
    return parts.reduce((found, part) => found.filter({ hasText: part }), this.changes);
  }
}
