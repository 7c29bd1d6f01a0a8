import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test as hooks } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { createTempDirectory } from '../../support/temp-directory.ts';
import { valueOf } from '../../support/headless-host.ts';
import { test } from './flow.ts';
import { Keyboard } from '../pages/keyboard.ts';
import { seriousFaults } from '../axe.ts';
import { DiscoveryView } from '../pages/discovery-view.ts';
import { FirstRun } from '../pages/first-run.ts';

const known = 'known-token-0123456789';
const uuid = '1a2b3c4d-0000-4000-8000-000000000001';
const crontab = `CRON_TZ=Europe/Berlin
0 3 * * 1-5 /opt/nightly-backup.sh --all
*/5 * * * * vigilmon run ${known} -- /opt/fetch-mail
@daily vacuum && curl -fsS https://hc-ping.com/${uuid}
0~59 * * * * /opt/random
`;
const path = process.env['PATH'] ?? '';
/** Made anew for each test: a worker may come back to this file after another one. */
let programs: ReturnType<typeof createTempDirectory>;
let asked: string;

/** The schedulers of the test, which note what they are asked. */
function program(name: string, output: string): void {
  const file = join(programs.path, name);
  writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> '${asked}'\ncat <<'END'\n${output}\nEND\n`);
  chmodSync(file, 0o755);
}

hooks.beforeEach(() => {
  programs = createTempDirectory();
  asked = join(programs.path, 'asked');
  program('crontab', crontab);
  program('systemctl', '');
  program('docker', JSON.stringify({ Names: 'shop-cache', Ports: '6379/tcp', Status: 'Up 2 hours (healthy)' }));
  program('podman', '[]');
  process.env['PATH'] = programs.path + delimiter + path;
});
hooks.afterEach(() => {
  process.env['PATH'] = path;
  programs.remove();
});

test('what runs on this computer is offered with its schedule, and added at once with the line to paste', async ({
  window,
  host,
}) => {
  const { page } = window;
  const { monitors } = host.api;
  const view = new DiscoveryView(page);
  await valueOf(monitors.create({ kind: 'heartbeat', name: 'Mail', schedule: { every: '5m' }, token: known }));
  await page.getByRole('complementary').getByRole('button', { name: text.sidebar.add }).click();
  await expect(page.getByText(text.kindSentences.http)).toBeVisible();
  await view.open.click();

  await view.search.click();
  await expect(view.group('monitored').getByRole('listitem')).toContainText([text.discovery.monitoredBy('Mail')]);
  await expect(view.group('unclear')).toContainText('/opt/random');
  await expect(view.offer('nightly-backup')).toHaveAccessibleName(/every weekday at (03:00|3:00 AM), Europe\/Berlin/);
  await expect(view.main.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await view.add('nightly-backup', 'vacuum', 'shop-cache');
  await expect(view.group('added').getByRole('listitem')).toHaveCount(3);
  await expect(view.group('added')).toContainText('shop-cache');

  const added = await valueOf(monitors.get({ id: 'nightly-backup' }));
  expect(added).toMatchObject({ schedule: { cron: ['0 3 * * 1-5'], timezone: 'Europe/Berlin' } });
  const token = 'token' in added ? added.token : '';
  await expect(view.change('nightly-backup')).toHaveText(
    `0 3 * * 1-5 vigilmon run ${token} -- /opt/nightly-backup.sh --all`,
  );
  await expect(view.change('vacuum')).toHaveText(
    /^@daily vacuum && curl -fsS http:\/\/127\.0\.0\.1:\d+\/ping\/1a2b3c4d-0000-4000-8000-000000000001$/,
  );
  expect(await valueOf(monitors.get({ id: 'shop-cache' }))).toMatchObject({ container: 'shop-cache' });
  await expect(window.monitor('nightly-backup', 'new')).toBeVisible();
  const lists = readFileSync(asked, 'utf8').trim().split('\n');
  expect(
    lists.filter((line) => !/^(?:crontab -l|systemctl (?:--user )?show |docker ps |podman ps )/.test(line)),
  ).toEqual([]);
});

test('nothing is searched before it is asked for, also in the first run', async ({ window }) => {
  writeFileSync(asked, '');
  const { page } = window;
  const view = new DiscoveryView(page);
  await expect(new FirstRun(page).url).toBeFocused();
  await view.open.click();
  await expect(page.getByText(text.discovery.lead)).toBeVisible();
  expect(readFileSync(asked, 'utf8')).toBe('');
  await view.search.click();
  // The first monitor ends the first run; the line to paste stays.
  await view.add('nightly-backup');
  await expect(window.monitor('nightly-backup', 'new')).toBeVisible();
  await expect(view.change('nightly-backup')).toBeVisible();
  expect(readFileSync(asked, 'utf8')).toContain('crontab -l');
});

test('a range or all finds are selected by a click, and the button that adds them stays in sight', async ({
  window,
}) => {
  const { page } = window;
  const many = Array.from({ length: 40 }, (_, index) => `0 3 * * * /opt/job-${String(index + 1)}`);
  program('crontab', [...many, '0~59 * * * * /opt/random'].join('\n'));
  const view = new DiscoveryView(page);
  await view.open.click();
  await view.search.click();

  // Anywhere on the row.
  await view.row('job-2').click();
  await expect(view.addButton(1)).toBeInViewport({ ratio: 1 });
  await expect(view.all).toBeChecked({ indeterminate: true });
  await view.row('job-5').click({ modifiers: ['Shift'] });
  await expect(view.addButton(4)).toBeInViewport({ ratio: 1 });
  await expect(view.offer('job-4')).toBeChecked();
  await expect(view.offer('job-6')).not.toBeChecked();
  await view.offer('job-3').click({ modifiers: ['Shift'] });
  await expect(view.addButton(1)).toBeVisible();
  await expect(view.offer('job-2')).toBeChecked();

  await view.all.click();
  await expect(view.all).toBeChecked();
  // Ports of the computer that runs the test are among them.
  const count = await view.group('offered').getByRole('listitem').count();
  await view.group('unclear').scrollIntoViewIfNeeded();
  await expect(view.addButton(count)).toBeInViewport({ ratio: 1 });
  await view.offer('job-40').click();
  await expect(view.addButton(count - 1)).toBeInViewport({ ratio: 1 });
  await view.all.click();
  await view.all.click();
  await expect(view.main.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await expect(view.main.getByRole('button', { name: /^Add \d/u })).toHaveCount(0);
});

test('what cannot be added stays selected with the reason, and is added once that is gone', async ({
  window,
  host,
}) => {
  const { page } = window;
  const view = new DiscoveryView(page);
  await view.open.click();
  await view.search.click();
  await expect(view.offer('vacuum')).toBeVisible();
  const taken = { kind: 'http', id: 'vacuum', name: 'Other', url: 'http://127.0.0.1:9/' } as const;
  await valueOf(host.api.monitors.create(taken));

  await view.add('nightly-backup', 'vacuum', 'shop-cache');
  await expect(view.offer('vacuum')).toBeFocused();
  await expect(view.addButton(1)).toBeVisible();
  await expect(view.offer('vacuum')).toBeChecked();
  await expect(view.offer('vacuum')).toHaveAccessibleName(/already taken/);
  await expect(view.group('added')).toContainText('nightly-backup');

  await valueOf(host.api.monitors.delete({ id: 'vacuum' }));
  await view.addButton(1).click();
  await expect(view.group('added')).toContainText('vacuum');
  await expect(view.offer('vacuum')).toHaveCount(0);
});

test('jobs are searched for, selected and taken over by keys alone, from the sidebar and the first page', async ({
  window,
  host,
}) => {
  const { page } = window;
  const keys = new Keyboard(page);
  const view = new DiscoveryView(page);
  const words = text.discovery;
  const focused = view.main.locator(':focus');

  await keys.pressOn(view.open);
  await keys.pressOn(view.search);
  await keys.pressOn(view.offer('nightly-backup'), 'Space');
  // Enter adds what is selected, wherever in the list the focus is.
  await keys.press('Enter');
  await expect(window.monitor('nightly-backup', 'new')).toBeVisible();
  await expect(view.group('added')).toBeFocused();
  await keys.tabTo(view.change('nightly-backup'));
  await expect(focused).toContainText('vigilmon run');

  await keys.pressOn(page.getByRole('complementary').getByRole('button', { name: text.sidebar.add }));
  await expect(page.getByText(text.kindSentences.http)).toBeVisible();
  await keys.pressOn(view.open);
  await keys.pressOn(view.search);
  await keys.pressOn(view.offer('vacuum'), 'Space');
  await keys.pressOn(view.addButton(1));
  await expect(view.group('added')).toBeFocused();
  await keys.press('Tab');
  await expect(focused).toHaveAccessibleName(words.edited('vacuum'));
  await keys.press('Tab');
  await expect(focused).toHaveAccessibleName(words.copy('vacuum'));
  await keys.pressOn(view.again);
  await expect(view.group('monitored')).toContainText('vacuum');
  await expect(view.again).toBeFocused();
  await keys.pressOn(view.all, 'Space');
  await keys.tabTo(view.offer('shop-cache'));
  expect(await seriousFaults(page)).toEqual([]);
  await keys.press('Enter');
  // Of a list that is gone, too.
  await expect(view.group('offered')).toHaveCount(0);
  await keys.press('Tab');
  await expect(focused).toHaveAccessibleName(words.edited('fetch-mail'));
  expect((await valueOf(host.api.monitors.list(undefined))).map(({ id }) => id)).toContain('shop-cache');
});
