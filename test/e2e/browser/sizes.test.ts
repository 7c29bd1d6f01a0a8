/** Narrow windows, zoom and the 12-hour clock, beyond what each scene is examined for. */
import { expect, type Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { AlertsView } from '../pages/alerts-view.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test } from './demo.ts';

// All tests share one demo.
test.describe.configure({ mode: 'default' });
test.use({ locale: 'en-US' });

/** Words of the main pane that end in dots for lack of room. */
function shortened(page: Page): Promise<readonly string[]> {
  return page.getByRole('main').evaluate((main) =>
    Array.from(main.querySelectorAll<HTMLElement>('*'))
      .filter((element) => getComputedStyle(element).textOverflow === 'ellipsis')
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ innerText }) => innerText),
  );
}

for (const width of [480, 1_024]) {
  test(`what the alerts say is whole ${String(width)} pixels wide`, async ({ page, demo }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(demo.windowUrl ?? '');
    await new VigilmonWindow(page).goTo('alerts');
    const { deliveries } = new AlertsView(page);
    await expect(deliveries.getByRole('row').nth(20)).toBeAttached();
    expect(await shortened(page)).toEqual([]);
  });
}

for (const [width, height] of [
  [1_024, 768],
  [640, 384],
] as const) {
  test(`a list that opens in a small dialog is whole in ${String(width)} by ${String(height)} pixels`, async ({
    page,
    demo,
  }) => {
    await page.setViewportSize({ width, height });
    await page.goto(demo.windowUrl ?? '');
    const window = new VigilmonWindow(page);
    await window.goTo('alerts');
    await window.button(text.mutes.add).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: text.mutes.monitors }).click();
    const list = dialog.getByRole('listbox');
    await expect(list.getByRole('option').first()).toBeVisible();
    await expect(list).toBeInViewport({ ratio: 1 });
  });
}

test('in a narrow window the list opens above the page, and a choice closes it', async ({ page, demo }) => {
  // A window of 1024 x 768 pixels at 200 % zoom.
  await page.setViewportSize({ width: 512, height: 384 });
  await page.goto(demo.windowUrl ?? '');
  const window = new VigilmonWindow(page);
  await window.goTo('overview');
  const main = page.getByRole('main');
  const before = await main.boundingBox();
  expect(before?.height).toBeGreaterThan(0.75 * 384);
  await window.openDrawer();
  await expect(window.drawerButton).toHaveAttribute('aria-expanded', 'true');
  await expect(window.drawer).toBeInViewport({ ratio: 1 });
  expect(await main.boundingBox()).toEqual(before);
  await window.monitor('Billing').click();
  await expect(window.heading('Billing')).toBeVisible();
  await expect(window.drawer).toHaveCount(0);
  await expect(page.locator('#main')).toBeFocused();
  await expect(window.drawerButton).toHaveAttribute('aria-expanded', 'false');

  // Arrows open one after another above the page, Enter closes.
  await window.openDrawer();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(window.heading('Billing')).toHaveCount(0);
  await expect(window.drawer).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(window.drawer).toHaveCount(0);
  await expect(page.locator('#main')).toBeFocused();
});

test('the list above the page keeps the focus inside, and returns it however it is closed', async ({ page, demo }) => {
  await page.setViewportSize({ width: 480, height: 800 });
  await page.goto(demo.windowUrl ?? '');
  const window = new VigilmonWindow(page);
  await window.goTo('settings');
  await window.drawerButton.click();
  const search = window.drawer.getByRole('searchbox');
  await expect(search).toBeFocused();
  for (let steps = 0; steps < 12; steps += 1) {
    await page.keyboard.press('Tab');
    // From its last control the focus goes to the browser, and back.
    expect(await page.evaluate(() => document.activeElement?.closest('dialog, body')?.tagName)).not.toBe(undefined);
    expect(await page.evaluate(() => document.activeElement?.closest('aside, main') === null)).toBe(true);
  }
  // A click beside it does nothing to the page.
  await page.mouse.click(460, 400);
  await expect(window.drawer).toHaveCount(0);
  await expect(window.drawerButton).toBeFocused();
  await expect(window.heading(text.settings.title)).toBeVisible();

  await window.openDrawer();
  await page.keyboard.type('bill');
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await expect(window.drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(window.drawer).toHaveCount(0);
  await expect(window.drawerButton).toBeFocused();

  await page.getByRole('main').press('/');
  await expect(search).toBeFocused();
  await window.drawer.getByRole('button', { name: text.common.close }).click();
  await expect(window.drawer).toHaveCount(0);

  // Its menus lead to other views, and a wide window has no use for it.
  await window.openDrawer();
  await window.openMenuOf('Billing');
  await window.menuItem(text.actions.edit).click();
  await expect(window.drawer).toHaveCount(0);
  await window.openDrawer();
  await window.monitors.getByRole('option').filter({ hasNotText: 'Billing' }).first().click({ button: 'right' });
  await window.menuItem(text.actions.edit).click();
  await expect(window.drawer).toHaveCount(0);
  await window.openDrawer();
  await page.setViewportSize({ width: 1_024, height: 800 });
  await expect(window.drawer).toHaveCount(0);
  await expect(window.monitor('Billing')).toBeVisible();
  await page.setViewportSize({ width: 480, height: 800 });
  await expect(window.drawerButton).toBeVisible();
  await expect(window.drawer).toHaveCount(0);
});

test('what loads late has its room from the start', async ({ page, demo }) => {
  await page.setViewportSize({ width: 1_280, height: 800 });
  await page.goto(demo.windowUrl ?? '');
  const window = new VigilmonWindow(page);
  const main = page.getByRole('main');
  const topOf = (heading: string): Promise<number | undefined> =>
    main
      .getByRole('heading', { name: heading, exact: true })
      .evaluate((element) => element.getBoundingClientRect().top);
  const hold = async (path: RegExp): Promise<() => void> => {
    const released = Promise.withResolvers<undefined>();
    await page.route(path, (route) => released.promise.then(() => route.continue()));
    return () => released.resolve(undefined);
  };

  const showMonitor = await hold(/history\.(uptime|spans)/);
  await window.monitor('Mail relay').click();
  await expect(main.getByRole('heading', { name: text.history.title })).toBeVisible();
  const history = await topOf(text.history.title);
  showMonitor();
  await expect(new MonitorView(page).chart).toBeVisible();
  await expect(main.getByText(text.uptime.noDowntime).first()).toBeVisible();
  await expect(main.locator('.blank')).toHaveCount(0);
  expect(await topOf(text.history.title)).toBe(history);

  // What the latest check found has no height that is known before: what is below comes with it.
  const showCheck = await hold(/history\.checks/);
  await window.monitor('example.com').click();
  await expect(main.getByText(/^Domain example\.com/)).toBeVisible();
  await expect(main.getByRole('heading', { name: text.history.title })).toHaveCount(0);
  showCheck();
  await expect(main.getByRole('heading', { name: text.evidence.latest })).toBeVisible();
  await expect(main.getByRole('heading', { name: text.history.title })).toBeVisible();

  const showPlan = await hold(/maintenance\.calendar/);
  await window.goTo('alerts');
  const calendar = main.getByRole('grid');
  await expect(calendar).toBeVisible();
  const digest = await topOf(text.digest.title);
  showPlan();
  await expect(calendar.locator('.mark').first()).toBeVisible();
  expect(await topOf(text.digest.title)).toBe(digest);
});

test('a section of which little is left above the next one is no longer the marked one', async ({ page, demo }) => {
  await page.setViewportSize({ width: 480, height: 900 });
  await page.goto(demo.windowUrl ?? '');
  await new VigilmonWindow(page).goTo('alerts');
  const main = page.getByRole('main');
  const marked = main.getByRole('navigation', { name: text.settings.sections }).locator('[aria-current]');
  await expect(new AlertsView(page).deliveries.getByRole('row').nth(20)).toBeAttached();
  /** Scrolls until the heading is so far below the top of the pane. */
  const bring = (heading: string, offset: number): Promise<void> =>
    main.getByRole('heading', { name: heading }).evaluate((element, distance) => {
      const pane = element.closest('.pane');
      pane?.scrollBy(0, element.getBoundingClientRect().top - pane.getBoundingClientRect().top - distance);
    }, offset);
  await bring(text.digest.title, 60);
  await expect(marked).toHaveText(text.digest.title);
  await bring(text.alerts.deliveries, 100);
  await expect(marked).toHaveText(text.alerts.deliveries);
  await bring(text.digest.title, 60);
  await expect(marked).toHaveText(text.digest.title);
});

test('on a 12-hour clock no time overlaps its neighbour', async ({ page, demo }) => {
  await page.goto(demo.windowUrl ?? '');
  const window = new VigilmonWindow(page);
  for (const view of ['incidents', 'alerts'] as const) {
    await window.goTo(view);
    await expect(
      page
        .getByRole('main')
        .getByText(/\d (?:AM|PM)/)
        .first(),
    ).toBeVisible();
    const overlapping = await page.getByRole('main').evaluate((main) =>
      Array.from(main.querySelectorAll('td time, .when time'))
        .filter((time) => {
          const cell = time.closest('td, .when');
          return cell !== null && time.getBoundingClientRect().right > cell.getBoundingClientRect().right + 1;
        })
        .map((time) => time.textContent),
    );
    expect(overlapping).toEqual([]);
  }
});

test('where clocks have 12 hours, the time of a digest is shown and read so, and its week begins on Sunday', async ({
  page,
  demo,
}) => {
  await page.goto(demo.windowUrl ?? '');
  const window = new VigilmonWindow(page);
  await window.goTo('alerts');
  await window.button(text.digest.plan).click();
  const dialog = page.getByRole('dialog', { name: text.digest.dialog(true) });
  const time = dialog.getByRole('textbox', { name: text.digest.at });
  await expect(time).toHaveValue('9:00 AM');
  await time.fill('14:30');
  await expect(time).toHaveAccessibleDescription('2:30 PM');
  await time.fill('25:00');
  await expect(time).not.toHaveAccessibleDescription(/./);
  await expect(dialog.getByRole('group', { name: text.quiet.days })).toHaveText(/Sun.*Sat/);
});
