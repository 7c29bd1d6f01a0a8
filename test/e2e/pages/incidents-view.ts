/** All incidents: the timeline and the list. And the page of one. */
import type { Locator, Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';

export class IncidentsView {
  readonly page: Page;
  readonly main: Locator;
  readonly timeline: Locator;
  readonly period: Locator;
  /** Of the period. */
  readonly totals: Locator;
  /** By cause. */
  readonly groups: Locator;
  readonly filters: Locator;
  readonly open: Locator;
  readonly ended: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.timeline = this.main.getByRole('region', { name: text.timeline.title });
    this.period = this.main.getByRole('group', { name: text.period.label });
    this.totals = this.main.getByRole('group', { name: text.incidentTotals.title });
    this.groups = this.main.getByRole('list', { name: text.incidents.causes });
    this.filters = this.main.getByRole('group', { name: text.incidents.show });
    this.open = this.main.getByRole('region', { name: text.incidents.open });
    this.ended = this.main.getByRole('region', { name: text.incidents.ended });
  }

  /** The button at the start of a monitor's track. */
  track(name: string): Locator {
    return this.timeline.getByRole('button', { name: new RegExp(`^${name}: `) });
  }

  get lanes(): Locator {
    return this.timeline.getByRole('list', { name: text.timeline.title }).getByRole('listitem');
  }

  async showTimeOf(range: keyof typeof text.ranges): Promise<void> {
    await this.period
      .getByRole('radiogroup', { name: text.time.range })
      .getByText(text.ranges[range], { exact: true })
      .click();
  }

  async show(which: keyof typeof text.incidents.shown): Promise<void> {
    const choice = this.filters.getByRole('radiogroup', { name: text.incidents.show });
    await choice.getByText(text.incidents.shown[which], { exact: true }).click();
  }

  async ofSeverity(words: string): Promise<void> {
    await this.filters.getByRole('combobox', { name: text.incidents.severity }).selectOption(words);
  }

  async export(format: keyof typeof text.incidents.exportAs): Promise<void> {
    await this.main.getByRole('button', { name: text.incidents.export, exact: true }).click();
    await this.page.getByRole('menuitem', { name: text.incidents.exportAs[format] }).click();
  }

  /** The name of the selected monitor. */
  get monitor(): Locator {
    return this.filters.getByRole('combobox', { name: text.incidents.monitor });
  }

  async showOlder(): Promise<void> {
    await this.main.getByRole('button', { name: text.common.older }).click();
  }
}

export class IncidentPage {
  readonly page: Page;
  readonly main: Locator;
  readonly notifications: Locator;
  readonly changes: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.notifications = this.main.getByRole('table', { name: text.incidents.notifications });
    this.changes = this.main.getByRole('table', { name: text.differences.title });
  }

  async saveFile(): Promise<void> {
    await this.main.getByRole('button', { name: text.incidents.saveFile }).click();
  }

  async addNote(note: string): Promise<void> {
    await this.writeNote(text.incidents.addNote, note);
  }

  async changeNote(note: string): Promise<void> {
    await this.writeNote(text.incidents.editNote, note);
  }

  private async writeNote(button: string, note: string): Promise<void> {
    await this.main.getByRole('button', { name: button }).click();
    await this.main.getByRole('textbox', { name: text.incidents.note }).fill(note);
    await this.main.getByRole('button', { name: text.incidents.saveNote }).click();
  }
}
