/** The form of one monitor. */
import type { Locator, Page } from 'playwright/test';
import type { AssertionOperator } from '../../../electron/contract/model/monitor.ts';
import type { AssertionSubject } from '../../../electron/contract/assertion-subjects.ts';
import type { Quorum } from '../../../electron/contract/model/location.ts';
import type { MonitorKind } from '../../../electron/contract/monitors/registry.ts';
import { text } from '../../../renderer/text/text.ts';
import type { DurationUnit } from '../../../renderer/ui/duration-parts.ts';

type DurationName = 'interval' | 'timeout' | 'recheckInterval' | 'every' | 'grace';

export class MonitorEditor {
  readonly page: Page;
  readonly form: Locator;
  readonly url: Locator;
  readonly name: Locator;
  /** What the settings would have made of the stored checks. */
  readonly replay: Locator;

  constructor(page: Page) {
    this.page = page;
    this.form = page.getByRole('main');
    this.url = this.form.getByRole('textbox', { name: text.editor.url });
    this.replay = this.form.getByRole('region', { name: text.replay.title });
    this.name = this.form.getByRole('textbox', { name: text.editor.name, exact: true });
  }

  async open(kind: MonitorKind): Promise<void> {
    await this.page.getByRole('complementary').getByRole('button', { name: text.sidebar.add }).click();
    // The radio buttons themselves are hidden behind their labels.
    await this.page.getByRole('radiogroup', { name: text.editor.kind }).getByText(text.monitorKinds[kind]).click();
  }

  duration(field: DurationName): Locator {
    return this.form.getByRole('textbox', { name: text.editor[field], exact: true });
  }

  async setDuration(field: DurationName, count: string, unit: DurationUnit): Promise<void> {
    const unitChoice = this.form.getByRole('combobox', { name: text.common.unitOf(text.editor[field]) });
    await unitChoice.selectOption(unit);
    await this.duration(field).fill(count);
  }

  /** A heartbeat's schedule. */
  async setCron(lines: string): Promise<void> {
    await this.form.getByRole('combobox', { name: text.editor.scheduleBy }).selectOption(text.editor.schedulesBy.cron);
    await this.form.getByRole('textbox', { name: text.editor.cron }).fill(lines);
  }

  /** Of the cron lines. */
  get nextTimes(): Locator {
    return this.form.getByRole('list', { name: text.editor.dueNext });
  }

  /** A field of text by its label, hidden ones included. */
  field(label: string): Locator {
    return this.form.getByRole('textbox', { name: label, exact: true });
  }

  /** Opens the part of the form with method, headers, proxy and certificates. */
  async openRequest(): Promise<void> {
    await this.form.locator('summary', { hasText: text.editor.request }).click();
  }

  /** Opens the part of the form with timeout, thresholds and rechecks. */
  async openThresholds(): Promise<void> {
    await this.form.locator('summary', { hasText: text.editor.thresholds }).click();
  }

  /** Where no location is set up yet. */
  async offerLocations(): Promise<void> {
    await this.form.getByRole('button', { name: text.elsewhere.offer }).click();
  }

  async openLocations(): Promise<void> {
    await this.form.locator('summary', { hasText: text.locations.title }).click();
  }

  location(name: string): Locator {
    return this.form.getByRole('group', { name: text.elsewhere.which }).getByRole('checkbox', { name });
  }

  async chooseQuorum(quorum: Quorum): Promise<void> {
    const choice = this.form.getByRole('combobox', { name: text.elsewhere.quorum });
    await choice.selectOption(text.elsewhere.quorumOf(quorum));
  }

  async setRegionalInterval(count: string, unit: DurationUnit): Promise<void> {
    const unitChoice = this.form.getByRole('combobox', { name: text.common.unitOf(text.elsewhere.interval) });
    await unitChoice.selectOption(unit);
    await this.form.getByRole('textbox', { name: text.elsewhere.interval, exact: true }).fill(count);
  }

  /** Row 1 is the first. */
  assertion(place: number): Locator {
    return this.form.getByRole('group', { name: text.assertions.row(place) });
  }

  /** Adds a row at `place` and fills it in. */
  async addAssertion(
    place: number,
    given: { on: AssertionSubject; is: AssertionOperator; value: string; path?: string },
  ): Promise<void> {
    await this.form.getByRole('button', { name: text.assertions.add }).click();
    const row = this.assertion(place);
    await row
      .getByRole('combobox', { name: text.assertions.subject(place) })
      .selectOption(text.assertionSubjects[given.on]);
    if (given.path !== undefined) {
      await row.getByRole('textbox', { name: text.assertions.path.json(place) }).fill(given.path);
    }
    await row
      .getByRole('combobox', { name: text.assertions.operator(place) })
      .selectOption(text.assertionOperators[given.is]);
    await row.getByRole('textbox', { name: text.assertions.value(place) }).fill(given.value);
  }

  get preview(): Locator {
    return this.form.getByRole('region', { name: text.preview.title });
  }

  async tryIt(): Promise<void> {
    await this.preview
      .getByRole('button', { name: new RegExp(`^(${text.preview.run}|${text.preview.again})$`) })
      .click();
  }

  async cancel(): Promise<void> {
    await this.form.getByRole('button', { name: text.common.cancel, exact: true }).click();
  }

  /** The dialog that asks before unsaved changes are lost. */
  get question(): Locator {
    return this.page.getByRole('alertdialog').or(this.page.getByRole('dialog'));
  }

  async save(): Promise<void> {
    await this.form.getByRole('button', { name: text.common.save, exact: true }).click();
  }
}
