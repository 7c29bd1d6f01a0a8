/** One monitor's page. */
import type { Locator, Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';

export class MonitorView {
  readonly page: Page;
  readonly main: Locator;
  readonly checks: Locator;
  readonly pings: Locator;
  readonly incidents: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.checks = this.main.getByRole('table', { name: text.checks.title });
    this.pings = this.main.getByRole('region', { name: text.pings.title });
    this.incidents = this.main.getByRole('region', { name: text.incidents.title });
  }

  get locations(): Locator {
    return this.main.getByRole('table', { name: text.locations.title });
  }

  location(name: string): Locator {
    return this.locations.getByRole('row').filter({ hasText: name });
  }

  async openLocation(name: string): Promise<void> {
    await this.locations.getByRole('button', { name: text.elsewhere.details(name) }).click();
  }

  title(name: string): Locator {
    return this.main.getByRole('heading', { level: 1, name });
  }

  /** The details of the first check, opened. */
  async openNewestCheck(): Promise<void> {
    await this.checks.getByRole('button', { name: text.checks.details }).first().click();
  }

  async showChecks(which: 'all' | 'failures'): Promise<void> {
    await this.main.getByRole('radiogroup', { name: text.checks.show }).getByText(text.checks[which]).click();
  }

  get legend(): Locator {
    return this.main.getByRole('list', { name: text.history.legend });
  }

  get chart(): Locator {
    return this.main.getByRole('img', { name: /^Response time chart/ });
  }

  chartTab(mode: keyof typeof text.history.modes): Locator {
    return this.main.getByRole('tab', { name: text.history.modes[mode], exact: true });
  }

  /** What its tab shows: the chart, and what belongs to it. */
  get chartPanel(): Locator {
    return this.main.getByRole('tabpanel');
  }

  /** Reads the chart by keys. */
  get crosshair(): Locator {
    return this.main.getByRole('slider', { name: text.history.point });
  }

  /** Where the target named what can be shown. */
  async chooseFigure(name: string): Promise<void> {
    await this.chartTab('figures').click();
    await this.main.getByRole('combobox', { name: text.history.value }).selectOption(name);
  }

  figureChart(description: RegExp): Locator {
    return this.main.getByRole('img', { name: description });
  }

  /** A button of the history: `zoomIn`, `earlier`... */
  history(name: 'zoomIn' | 'zoomOut' | 'earlier' | 'later' | 'reset'): Locator {
    return this.main.getByRole('button', { name: text.time[name], exact: true });
  }

  async chooseSnippet(name: string): Promise<Locator> {
    await this.main.getByRole('combobox', { name: text.heartbeat.snippet }).selectOption(name);
    return this.main.getByLabel(text.heartbeat.snippetOf(name));
  }

  async clone(): Promise<void> {
    await this.main.getByRole('button', { name: text.monitor.more }).click();
    await this.page.getByRole('menuitem', { name: text.monitor.clone }).click();
  }

  async checkNow(): Promise<void> {
    await this.main.getByRole('button', { name: text.monitor.checkNow }).click();
  }

  async pause(): Promise<void> {
    await this.main.getByRole('button', { name: text.monitor.pause, exact: true }).click();
  }

  async resume(): Promise<void> {
    await this.main.getByRole('button', { name: text.monitor.resume, exact: true }).click();
  }

  async edit(): Promise<void> {
    await this.main.getByRole('button', { name: text.monitor.edit, exact: true }).click();
  }

  async pingUrl(): Promise<string> {
    const url = this.main.getByText(/^http:\/\/127\.0\.0\.1:\d+\/ping\/[\w-]+$/);
    return (await url.textContent()) ?? '';
  }

  async delete(): Promise<void> {
    await this.main.getByRole('button', { name: text.monitor.more }).click();
    await this.page.getByRole('menuitem', { name: text.monitor.delete }).click();
  }
}
