/** Names in right-to-left scripts: readable in their own direction, in a window that keeps its own. */
import { expect, type Locator } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { IncidentsView } from '../pages/incidents-view.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test } from './window.ts';

/** "Test of the API (v2)": starts with Hebrew letters and ends with Latin ones. */
const name = '\u05d1\u05d3\u05d9\u05e7\u05ea API (v2)';

interface Drawn {
  /** Of the first letter and of the last one. */
  readonly first: number;
  readonly last: number;
  /** The distance between the element's left edge and the text's. */
  readonly gap: number;
}

async function drawn(element: Locator): Promise<Drawn> {
  return element.evaluate((node) => {
    const text = node.firstChild;
    if (!(text instanceof Text)) throw new Error('there is no text');
    const end = text.data.trimEnd().length;
    const left = (from: number, to: number): number => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return range.getBoundingClientRect().left;
    };
    return { first: left(0, 1), last: left(end - 1, end), gap: left(0, end) - node.getBoundingClientRect().left };
  });
}

/** Right to left, but aligned at the left edge with its neighbours. */
async function expectRightToLeft(element: Locator): Promise<void> {
  const { first, last, gap } = await drawn(element);
  expect(first).toBeGreaterThan(last);
  expect(gap).toBeLessThan(2);
}

test('a right-to-left name keeps its direction and its place in every view', async ({ window, host }) => {
  const { page } = window;
  await valueOf(
    host.api.monitors.create({ kind: 'http', name, url: 'http://127.0.0.1:9/', failAfter: 1, tags: ['\u05e9\u05dc'] }),
  );
  await expect(window.monitor(name, 'down')).toBeVisible();
  await expectRightToLeft(window.monitor(name).getByText(name));

  await window.goTo('incidents');
  const incident = new IncidentsView(page).open.getByRole('button', { name });
  await expectRightToLeft(incident.getByText(name));
  await incident.click();
  const view = new MonitorView(page);
  await expectRightToLeft(view.title(name));

  await window.monitor(name).click();
  await expectRightToLeft(view.title(name));
  await view.edit();
  const field = new MonitorEditor(page).name;
  await expect(field).toHaveValue(name);
  await expect(field).toHaveCSS('unicode-bidi', 'plaintext');
  await page.setViewportSize({ width: 900, height: 600 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(900);
});
