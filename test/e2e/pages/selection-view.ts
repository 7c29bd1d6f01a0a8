/** A selection of several monitors: a page beside the list, or a bar above the table. */
import type { Locator, Page } from 'playwright/test';
import type { MuteChoice } from '../../../electron/contract/mute-choices.ts';
import { text } from '../../../renderer/text/text.ts';

export class SelectionView {
  readonly page: Page;
  readonly main: Locator;
  readonly tags: Locator;
  readonly fields: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.fields = this.main.getByRole('form', { name: text.bulk.title });
    this.tags = this.main.getByRole('list', { name: text.selection.tags });
  }

  title(count: number): Locator {
    return this.main.getByRole('heading', { name: text.selection.title(count) });
  }

  async mute(choice: MuteChoice): Promise<void> {
    await this.main.getByRole('button', { name: text.mutes.mute, exact: true }).click();
    await this.page.getByRole('menuitem', { name: text.mutes.choices[choice] }).click();
  }

  async addTag(tag: string): Promise<void> {
    const field = this.main.getByRole('combobox', { name: text.selection.newTag });
    if (!(await field.isVisible())) await this.main.getByRole('button', { name: text.selection.tag }).click();
    await field.fill(tag);
    await this.main.getByRole('button', { name: text.selection.addTag }).click();
  }

  async removeTag(tag: string): Promise<void> {
    await this.tags.getByRole('button', { name: text.common.removeOf(tag) }).click();
  }

  async pause(count: number): Promise<void> {
    await this.main.getByRole('button', { name: text.selection.pause(count) }).click();
  }

  /** Several are deleted after a question. */
  async delete(count: number): Promise<void> {
    await this.main.getByRole('button', { name: text.selection.remove }).click();
    const question = this.page.getByRole('dialog', { name: text.actions.deleteMany(count) });
    await question.getByRole('button', { name: text.actions.delete }).click();
  }

  async edit(): Promise<void> {
    await this.main.getByRole('button', { name: text.selection.edit }).click();
  }

  /** Ticks the field, and types into it. */
  async change(label: string, value: string): Promise<void> {
    await this.fields.getByRole('checkbox', { name: label, exact: true }).check();
    await this.fields.getByRole('textbox', { name: label, exact: true }).fill(value);
  }

  async save(count: number): Promise<void> {
    await this.fields.getByRole('button', { name: text.bulk.save(count) }).click();
  }
}
