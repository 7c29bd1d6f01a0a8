/** Hundreds of tags with names of maximum length: everything stays reachable and inside the window. */
import { expect, type Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf, type HeadlessHost } from '../../support/headless-host.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { SelectionView } from '../pages/selection-view.ts';
import { test } from './window.ts';

const tagCount = 200;
const tagsOfOne = 20;

/** `team-001-aaaa…`, of maximum length. */
function tagName(place: number): string {
  return `team-${String(place + 1).padStart(3, '0')}-`.padEnd(50, 'a');
}

/** Each tag is the first one of one monitor; the first monitor has the maximum number of tags. */
async function addMonitors(host: HeadlessHost): Promise<void> {
  for (let place = 0; place < tagCount; place += 1) {
    const tags = place === 0 ? Array.from({ length: tagsOfOne }, (_, other) => tagName(other)) : [tagName(place)];
    const name = `Job ${String(place + 1)}`;
    await valueOf(host.api.monitors.create({ kind: 'heartbeat', name, schedule: { every: '1h' }, tags }));
  }
}

/** Nothing scrolls sideways, and no button is out of reach. */
async function expectWithinWindow(page: Page): Promise<void> {
  const outside = await page.evaluate(() =>
    Array.from(
      document.querySelectorAll(
        'main, #main, aside, [role=listbox], [role=tree], [role=menu], dialog, main button, main input',
      ),
    )
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        const isBox = !element.matches('button, input');
        return left < 0 || right > window.innerWidth || (isBox && element.scrollWidth > element.clientWidth);
      })
      .map((element) => `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 40)}`),
  );
  expect(outside).toEqual([]);
}

test('two hundred tags with long names can be filtered, grouped, chosen and typed in a small window', async ({
  window,
  host,
}) => {
  const { page } = window;
  await page.setViewportSize({ width: 900, height: 600 });
  await addMonitors(host);
  await expect(page.getByRole('complementary').getByText('200', { exact: true })).toBeVisible();

  await window.groupByTag();
  await expect(window.group(tagName(0))).toBeVisible();
  await expectWithinWindow(page);
  await window.group(tagName(0)).click();
  await expectWithinWindow(page);
  await window.groupByTag();

  await window.button(text.filter.menu).click();
  await expectWithinWindow(page);
  await page.getByRole('menuitemcheckbox', { name: tagName(1) }).click();
  await expect(window.monitors.getByRole('option')).toHaveCount(2);
  const search = page.getByRole('searchbox', { name: text.filter.search });
  await search.fill(`tag:${tagName(tagCount - 1)}`);
  await expect(window.monitors.getByRole('option')).toHaveCount(1);
  await search.fill('');

  await window.monitor('Job 1').click();
  await expectWithinWindow(page);
  await new MonitorView(page).edit();
  const { form } = new MonitorEditor(page);
  await expect(form.getByRole('button', { name: /^Remove team-/ })).toHaveCount(tagsOfOne);
  await expectWithinWindow(page);
  await form.getByRole('button', { name: text.common.removeOf(tagName(3)) }).click();
  await expect(form.getByRole('button', { name: /^Remove team-/ })).toHaveCount(tagsOfOne - 1);
  await new MonitorEditor(page).save();
  await expect(window.heading('Job 1')).toBeVisible();

  await window.monitors.press('ControlOrMeta+a');
  const selection = new SelectionView(page);
  await expect(selection.title(tagCount)).toBeVisible();
  await selection.addTag('everywhere');
  await expect(selection.tags).toContainText('everywhere');
  await expect(selection.tags).toContainText(text.common.more(tagCount + 1 - 20));
  await expectWithinWindow(page);
});

test('the heading of a tag has a menu for all monitors below it', async ({ window, host }) => {
  const { page } = window;
  for (const [name, tag] of [
    ['Backup', 'nightly'],
    ['Report', 'nightly'],
    ['Mailer', 'hourly'],
  ] as const) {
    await valueOf(host.api.monitors.create({ kind: 'heartbeat', name, schedule: { every: '1h' }, tags: [tag] }));
  }
  await expect(window.monitor('Mailer')).toBeVisible();
  await window.groupByTag();
  const heading = window.group('nightly');

  await heading.click({ button: 'right' });
  await window.menuItem(text.actions.pause).click();
  await expect(window.monitor('Backup', 'paused')).toBeVisible();
  await expect(window.monitor('Report', 'paused')).toBeVisible();
  await expect(window.monitor('Mailer', 'new')).toBeVisible();

  await heading.click({ button: 'right' });
  await window.menuItem(text.mutes.choices['1h'], text.mutes.heading).click();
  await expect(window.monitor('Backup')).toContainText('Muted until');
  await expect(window.monitor('Report')).toContainText('Muted until');
  await expect(window.monitor('Mailer')).not.toContainText('Muted');

  await heading.click({ button: 'right' });
  await window.menuItem(text.selection.all(2)).click();
  await expect(new SelectionView(page).title(2)).toBeVisible();
});
