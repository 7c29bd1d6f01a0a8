/** The page that finds jobs and services of this computer. */
import type { Locator, Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';

const words = text.discovery;
type Group = 'offered' | 'added' | 'monitored' | 'unclear';

export class DiscoveryView {
  readonly page: Page;
  readonly main: Locator;
  readonly open: Locator;
  readonly search: Locator;
  readonly again: Locator;
  readonly all: Locator;
  readonly filter: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.open = page.getByRole('button', { name: words.open });
    this.search = this.main.getByRole('button', { name: words.search, exact: true });
    this.again = this.main.getByRole('button', { name: words.again });
    this.filter = this.main.getByRole('searchbox', { name: words.filter });
    this.all = this.main.getByRole('checkbox', { name: words.selectAll });
  }

  group(name: Group): Locator {
    return this.main.getByRole('list', { name: words[name] });
  }

  offer(name: string): Locator {
    return this.page.getByRole('checkbox', { name: new RegExp(`^${name}\\s`) });
  }

  /** The whole row, which selects it. */
  row(name: string): Locator {
    return this.group('offered')
      .getByRole('listitem')
      .filter({ has: this.offer(name) });
  }

  addButton(count: number): Locator {
    return this.main.getByRole('button', { name: words.addCount(count), exact: true });
  }

  async add(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.offer(name).check();
    await this.addButton(names.length).click();
  }

  /** What to paste for this job. */
  change(name: string): Locator {
    return this.main.getByLabel(words.edited(name), { exact: true });
  }
}
