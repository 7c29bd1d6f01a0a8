/** Channels and the dialog that makes or changes one. */
import type { Locator, Page } from 'playwright/test';
import type { MuteChoice } from '../../../electron/contract/mute-choices.ts';
import type { ChannelKind } from '../../../electron/contract/model.ts';
import { channelWords, text } from '../../../renderer/text.ts';

type FieldName = 'name' | 'webhookUrl' | 'host' | 'port' | 'username' | 'password' | 'from' | 'to';

export class AlertsView {
  readonly page: Page;
  readonly channels: Locator;
  readonly mutes: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.channels = page.getByRole('list', { name: text.channels.title });
    this.mutes = page.getByRole('list', { name: text.mutes.title });
    this.dialog = page.getByRole('dialog');
  }

  channel(name: string): Locator {
    return this.channels.getByRole('listitem').filter({ hasText: name });
  }

  async add(kind: ChannelKind): Promise<void> {
    await this.page.getByRole('button', { name: text.channels.add }).click();
    await this.page.getByRole('menuitem', { name: channelWords[kind] }).click();
  }

  /** By label: a secret's field has no role of its own. */
  field(name: FieldName): Locator {
    return this.dialog.getByLabel(text.channels[name], { exact: true });
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: text.common.save, exact: true }).click();
  }

  async sendTest(name: string): Promise<void> {
    await this.page.getByRole('button', { name: text.channels.testOf(name) }).click();
  }

  testResult(name: string): Locator {
    return this.page.getByRole('status', { name: text.channels.testResult(name) });
  }

  async delete(name: string): Promise<void> {
    await this.page.getByRole('button', { name: text.channels.moreOf(name) }).click();
    await this.page.getByRole('menuitem', { name: text.channels.delete }).click();
    await this.dialog.getByRole('button', { name: text.channels.delete }).click();
  }

  async unmute(scope: string): Promise<void> {
    await this.page.getByRole('button', { name: text.mutes.unmuteOf(scope) }).click();
  }

  async muteTag(tag: string, choice: MuteChoice): Promise<void> {
    await this.page.getByRole('button', { name: text.mutes.add }).click();
    // The radio buttons themselves are hidden behind their labels.
    await this.dialog.getByRole('radiogroup', { name: text.mutes.what }).getByText(text.mutes.kinds.tag).click();
    await this.choose(text.mutes.tag, tag);
    await this.dialog.getByRole('combobox', { name: text.mutes.howLong }).selectOption(choice);
    await this.dialog.getByRole('button', { name: text.mutes.mute, exact: true }).click();
  }

  /** In a field that offers what fits the typed words. */
  private async choose(label: string, words: string): Promise<void> {
    await this.page.getByRole('combobox', { name: label, exact: true }).fill(words);
    await this.page.getByRole('option', { name: words }).first().click();
  }
}
