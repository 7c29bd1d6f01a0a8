/** The window as a user sees it: found by role and word, with words from the window's own catalogue. */
import type { Locator, Page } from 'playwright/test';
import type { MonitorState } from '../../../electron/contract/model/state.ts';
import { text } from '../../../renderer/text/text.ts';

export class VigilmonWindow {
  readonly page: Page;
  /** The list; grouped by tag it is a tree. */
  readonly monitors: Locator;
  readonly messages: Locator;

  constructor(page: Page) {
    this.page = page;
    this.monitors = page
      .getByRole('listbox', { name: text.list.label })
      .or(page.getByRole('tree', { name: text.list.label }));
    this.messages = page.getByRole('status', { name: text.common.messages });
  }

  /**
   * A row of the list, in any state or in a given one: `Shop API, Up`, followed by since when. Some Chromiums add a
   * space before the comma.
   */
  monitor(name: string, state?: MonitorState): Locator {
    const word = state === undefined ? '' : `${escaped(text.states[state])}\\b`;
    const begins = new RegExp(`^${escaped(name)} ?, ${word}`);
    return this.monitors
      .getByRole('option', { name: begins })
      .or(this.monitors.getByRole('treeitem', { level: 2, name: begins }));
  }

  /** The heading of a tag in the list. */
  group(tag: string): Locator {
    return this.monitors.getByRole('treeitem', { level: 1, name: new RegExp(`^${escaped(tag)} ?, `) });
  }

  /** Groups the list by tag, or no longer. */
  async groupByTag(): Promise<void> {
    await this.button(text.filter.order).click();
    await this.page.getByRole('menuitemcheckbox', { name: text.filter.group }).click();
  }

  /** Likewise the table of the overview. */
  async groupTableByTag(): Promise<void> {
    await this.button(text.table.view).click();
    await this.page.getByRole('menuitemcheckbox', { name: text.table.group }).click();
  }

  /** In a narrow window the list is above the page. */
  get drawer(): Locator {
    return this.page.getByRole('dialog', { name: text.sidebar.monitors });
  }

  get drawerButton(): Locator {
    return this.page.getByRole('button', { name: text.sidebar.monitors });
  }

  async openDrawer(): Promise<void> {
    await this.drawerButton.click();
    await this.drawer.waitFor();
  }

  /** In the drawer of a narrow window, else beside the page. */
  async showMonitors(): Promise<void> {
    if (await this.drawerButton.isVisible()) await this.openDrawer();
  }

  async openMenuOf(name: string): Promise<void> {
    await this.monitor(name).click({ button: 'right' });
  }

  /** @param under the heading above it, where others have the same name. */
  menuItem(name: string, under?: string): Locator {
    return this.page.getByRole('menuitem', { name, ...(under === undefined ? {} : { description: under }) });
  }

  heading(words: string): Locator {
    return this.page.getByRole('heading', { level: 1, name: words });
  }

  async goTo(view: 'overview' | 'incidents' | 'alerts' | 'settings'): Promise<void> {
    const navigation = this.page.getByRole('navigation', { name: text.navigation.label });
    await navigation.getByRole('button', { name: text.navigation[view] }).click();
  }

  /** Of the page, or of the layer above it. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async choose(menu: Locator, entry: string): Promise<void> {
    await menu.click();
    await this.page.getByRole('menuitem', { name: entry }).click();
  }
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
