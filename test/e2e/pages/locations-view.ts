/** The locations in the settings, and their dialogs. */
import type { Locator, Page } from 'playwright/test';
import type { LocationKind } from '../../../electron/contract/locations/registry.ts';
import { text } from '../../../renderer/text/text.ts';

const words = text.locations;

export class LocationsView {
  readonly page: Page;
  readonly list: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('list', { name: words.title });
    this.dialog = page.getByRole('dialog');
  }

  location(name: string): Locator {
    return this.list.getByRole('listitem').filter({ hasText: name });
  }

  async add(kind: LocationKind): Promise<void> {
    await this.page.getByRole('button', { name: words.add }).click();
    await this.page.getByRole('menuitem', { name: text.locationKinds[kind].name }).click();
  }

  field(label: string): Locator {
    return this.dialog.getByLabel(label, { exact: true });
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: text.common.save, exact: true }).click();
  }

  async openTest(name: string): Promise<void> {
    await this.page.getByRole('button', { name: words.testOf(name) }).click();
  }

  async ask(url: string): Promise<void> {
    await this.field(words.testUrl).fill(url);
    await this.dialog.getByRole('button', { name: words.ask, exact: true }).click();
  }

  testResult(name: string): Locator {
    return this.page.getByRole('status', { name: words.testResult(name) });
  }

  async closeDialog(): Promise<void> {
    await this.dialog.getByRole('button', { name: text.common.close, exact: true }).last().click();
  }

  async askToDelete(name: string): Promise<void> {
    await this.page.getByRole('button', { name: words.moreOf(name) }).click();
    await this.page.getByRole('menuitem', { name: words.delete }).click();
  }

  async confirmDelete(): Promise<void> {
    await this.dialog.getByRole('button', { name: words.delete, exact: true }).click();
  }
}
