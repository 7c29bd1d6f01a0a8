/** The form of one monitor. */
import type { Locator, Page } from 'playwright/test';
import type { MonitorKind } from '../../../electron/contract/model.ts';
import { kindWords, text } from '../../../renderer/text.ts';

type DurationName = 'interval' | 'timeout' | 'recheckInterval' | 'every' | 'grace';
type Unit = keyof typeof text.units;

export class MonitorEditor {
  readonly page: Page;
  readonly form: Locator;
  readonly url: Locator;
  readonly name: Locator;

  constructor(page: Page) {
    this.page = page;
    this.form = page.getByRole('main');
    this.url = this.form.getByRole('textbox', { name: text.editor.url });
    this.name = this.form.getByRole('textbox', { name: text.editor.name, exact: true });
  }

  async open(kind: MonitorKind): Promise<void> {
    await this.page.getByRole('complementary').getByRole('button', { name: text.sidebar.add }).click();
    // The radio buttons themselves are hidden behind their labels.
    await this.page.getByRole('radiogroup', { name: text.editor.kind }).getByText(kindWords[kind]).click();
  }

  duration(field: DurationName): Locator {
    return this.form.getByRole('textbox', { name: text.editor[field], exact: true });
  }

  async setDuration(field: DurationName, count: string, unit: Unit): Promise<void> {
    const unitChoice = this.form.getByRole('combobox', { name: text.common.unitOf(text.editor[field]) });
    await unitChoice.selectOption(text.units[unit]);
    await this.duration(field).fill(count);
  }

  /** Opens the part of the form with timeout, thresholds and rechecks. */
  async openJudging(): Promise<void> {
    await this.form.locator('summary', { hasText: text.editor.judging }).click();
  }

  async save(): Promise<void> {
    await this.form.getByRole('button', { name: text.common.save, exact: true }).click();
  }
}
