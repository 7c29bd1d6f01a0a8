/** Channels and the dialog that creates or edits one. */
import type { Locator, Page } from 'playwright/test';
import type { MuteChoice } from '../../../electron/contract/mute-choices.ts';
import type { ChannelKind } from '../../../electron/contract/channels/registry.ts';
import { text } from '../../../renderer/text/text.ts';
import type { DurationUnit } from '../../../renderer/ui/duration-parts.ts';

const { email, slack, webhook } = text.channelKinds;
const { host, port, username, password } = email.fields.smtp.fields;
const labels = {
  name: text.common.name,
  webhookUrl: slack.fields.webhookUrl.label,
  host: host.label,
  port: port.label,
  username: username.label,
  password: password.label,
  from: email.fields.from.label,
  to: email.fields.to.label,
  template: webhook.fields.template.label,
};
type FieldName = keyof typeof labels;

export class AlertsView {
  readonly page: Page;
  readonly channels: Locator;
  readonly rules: Locator;
  readonly mutes: Locator;
  readonly preview: Locator;
  readonly uncovered: Locator;
  readonly deliveries: Locator;
  readonly filters: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.channels = page.getByRole('list', { name: text.channels.title });
    this.rules = page.getByRole('list', { name: text.rules.title });
    this.preview = page.getByRole('group', { name: text.rules.preview });
    this.uncovered = page.getByRole('group', { name: text.rules.uncovered });
    this.deliveries = page.getByRole('table', { name: text.alerts.deliveries });
    this.filters = page.getByRole('group', { name: text.alerts.filters });
    this.mutes = page.getByRole('list', { name: text.mutes.title });
    this.dialog = page.getByRole('dialog');
  }

  channel(name: string): Locator {
    return this.channels.getByRole('listitem').filter({ hasText: name });
  }

  async add(kind: ChannelKind): Promise<void> {
    await this.page.getByRole('button', { name: text.channels.add }).click();
    await this.page.getByRole('menuitem', { name: text.channelKinds[kind].name }).click();
  }

  get body(): Locator {
    return this.dialog.getByRole('group', { name: text.channels.templatePreview });
  }

  /** By label: a password input has no role. */
  field(name: FieldName): Locator {
    return this.dialog.getByLabel(labels[name], { exact: true });
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: text.common.save, exact: true }).click();
  }

  async saveAndTest(): Promise<void> {
    await this.dialog.getByRole('button', { name: text.channels.saveAndTest }).click();
  }

  offer(offer: 'offerAll' | 'offerCritical' | 'notNow'): Locator {
    return this.dialog.getByRole('button', { name: text.channels[offer] });
  }

  async sendTest(name: string): Promise<void> {
    await this.page.getByRole('button', { name: text.channels.testOf(name) }).click();
  }

  testResult(name: string): Locator {
    return this.page.getByRole('status', { name: text.channels.testResult(name) });
  }

  async askToDelete(name: string): Promise<void> {
    await this.page.getByRole('button', { name: text.channels.moreOf(name) }).click();
    await this.page.getByRole('menuitem', { name: text.channels.delete }).click();
  }

  async confirmDelete(): Promise<void> {
    await this.dialog.getByRole('button', { name: text.channels.delete }).click();
  }

  async delete(name: string): Promise<void> {
    await this.askToDelete(name);
    await this.confirmDelete();
  }

  /** By its position, from 1. */
  rule(place: number): Locator {
    return this.rules.getByRole('listitem').nth(place - 1);
  }

  handle(place: number): Locator {
    return this.rules.getByRole('button', { name: text.rules.move(place) });
  }

  async editRule(place: number): Promise<void> {
    await this.rules.getByRole('button', { name: text.rules.edit(place) }).click();
  }

  async deleteRule(place: number): Promise<void> {
    await this.rules.getByRole('button', { name: text.rules.delete(place) }).click();
  }

  /** With the mouse, by its handle. */
  async drag(from: number, to: number): Promise<void> {
    const handle = await this.handle(from).boundingBox();
    const target = await this.rule(to).boundingBox();
    if (handle === null || target === null) throw new Error('the rules are not in sight');
    await this.page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(handle.x, target.y + target.height / 2, { steps: 5 });
    await this.page.mouse.move(handle.x, target.y + target.height + 4, { steps: 2 });
    await this.page.mouse.up();
  }

  async addRule(): Promise<void> {
    await this.page.getByRole('button', { name: text.rules.add }).click();
  }

  async tick(label: string): Promise<void> {
    await this.dialog.getByRole('checkbox', { name: label, exact: true }).check();
  }

  get delay(): Locator {
    return this.dialog.getByRole('textbox', { name: text.rules.delay, exact: true });
  }

  async setDelay(count: string, unit: DurationUnit): Promise<void> {
    await this.setDuration('delay', count, unit);
  }

  async setDuration(field: 'delay' | 'repeat', count: string, unit: DurationUnit): Promise<void> {
    const units = this.dialog.getByRole('combobox', { name: text.common.unitOf(text.rules[field]) });
    await units.selectOption(unit);
    await this.dialog.getByRole('textbox', { name: text.rules[field], exact: true }).fill(count);
  }

  quietField(name: 'from' | 'to'): Locator {
    return this.dialog.getByRole('textbox', { name: text.quiet[name], exact: true });
  }

  async setQuietHours(from: string, to: string): Promise<void> {
    await this.tick(text.quiet.title);
    await this.quietField('from').fill(from);
    await this.quietField('to').fill(to);
  }

  async setTimezone(name: string): Promise<void> {
    await this.choose(text.quiet.timezone, name);
  }

  delivery(words: string): Locator {
    return this.deliveries.getByRole('row').filter({ hasText: words });
  }

  async filterBy(filter: 'event' | 'channel' | 'status', words: string): Promise<void> {
    await this.filters.getByRole('combobox', { name: text.alerts[filter] }).selectOption(words);
  }

  async filterByMonitor(name: string): Promise<void> {
    await this.choose(text.alerts.monitor, name);
  }

  async askAbout(monitor: string): Promise<void> {
    await this.choose(text.rules.whichMonitor, monitor);
  }

  async unmute(scope: string): Promise<void> {
    await this.page.getByRole('button', { name: text.mutes.unmuteOf(scope) }).click();
  }

  async muteTag(tag: string, choice: MuteChoice): Promise<void> {
    await this.page.getByRole('button', { name: text.mutes.add }).click();
    // The radio buttons themselves are hidden behind their labels.
    await this.dialog.getByRole('radiogroup', { name: text.mutes.what }).getByText(text.mutes.kinds.tags).click();
    await this.choose(text.mutes.tags, tag);
    await this.dialog.getByRole('combobox', { name: text.mutes.howLong }).selectOption(choice);
    await this.dialog.getByRole('button', { name: text.mutes.mute, exact: true }).click();
  }

  /** In a field that suggests matches while typing. */
  private async choose(label: string, words: string): Promise<void> {
    await this.page.getByRole('combobox', { name: label, exact: true }).fill(words);
    const offered = this.page.getByRole('listbox', { name: label, exact: true });
    await offered.getByRole('option', { name: words }).first().click();
  }
}
