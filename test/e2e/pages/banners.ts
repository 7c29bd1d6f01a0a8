/** Banners above every view, about the program as a whole. */
import type { Locator, Page } from 'playwright/test';
import type { Connection } from '../../../electron/contract/model/state.ts';
import { text } from '../../../renderer/text/text.ts';

export class Banners {
  readonly main: Locator;
  /** Vigilmon is not responding. */
  readonly lost: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main');
    this.lost = this.main.getByRole('alert').filter({ hasText: text.banner.stale });
  }

  connection(state: Exclude<Connection, 'online'>): Locator {
    return this.main.getByRole('status').filter({ hasText: text.banner.connections[state] });
  }
}
