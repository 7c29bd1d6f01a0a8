/** The settings of the program. */
import type { Locator, Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';

const words = text.settings;
type NumberName = keyof typeof words.values;

export class SettingsView {
  readonly page: Page;
  readonly main: Locator;
  readonly dialog: Locator;
  readonly sections: Locator;
  readonly filter: Locator;
  readonly address: Locator;
  readonly port: Locator;
  readonly anchors: Locator;
  readonly backups: Locator;
  readonly autostart: Locator;
  readonly stretchOnBattery: Locator;
  readonly checkForUpdates: Locator;
  readonly isApiOn: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.dialog = page.getByRole('dialog');
    this.sections = this.main.getByRole('navigation', { name: words.sections });
    this.filter = this.sections.getByRole('searchbox', { name: words.filter });
    this.address = this.main.getByRole('combobox', { name: words.listener.address });
    this.port = this.main.getByRole('textbox', { name: words.listener.port });
    this.anchors = this.main.getByRole('textbox', { name: words.values.anchors });
    this.backups = this.main.getByRole('list', { name: words.backups.list }).getByRole('listitem');
    this.autostart = this.main.getByRole('checkbox', { name: words.autostart });
    this.stretchOnBattery = this.main.getByRole('checkbox', { name: words.stretchOnBattery });
    this.checkForUpdates = this.main.getByRole('checkbox', { name: words.checkForUpdates });
    this.isApiOn = this.main.getByRole('checkbox', { name: words.api.on });
  }

  readonly section = (title: string): Locator => this.main.getByRole('region', { name: title });

  number(name: NumberName): Locator {
    return this.main.getByRole('textbox', { name: words.values[name], exact: true });
  }

  /** Of the section that has been changed. */
  async save(title: string, name: string = text.common.save): Promise<void> {
    await this.section(title).getByRole('button', { name, exact: true }).click();
  }

  async chooseTheme(word: string): Promise<void> {
    // The radio buttons themselves are hidden behind their labels.
    await this.main.getByRole('radiogroup', { name: words.theme }).getByText(word).click();
  }

  async moveListener(): Promise<void> {
    await this.save(words.listener.title, words.listener.change);
  }

  async press(name: string): Promise<void> {
    await this.main.getByRole('button', { name }).click();
  }

  async confirm(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name }).click();
  }
}
