import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test as hooks, type Locator } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { createTempDirectory } from '../../support/temp-directory.ts';
import { valueOf } from '../../support/headless-host.ts';
import { test } from './flow.ts';
import { Keyboard } from '../pages/keyboard.ts';
import { seriousFaults } from '../axe.ts';
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

test('what runs on this computer is offered with its schedule, and added with the line to paste', async ({
  window,
  host,
}) => {
  const { page } = window;
  const { monitors } = host.api;
  await valueOf(monitors.create({ kind: 'heartbeat', name: 'Mail', schedule: { every: '5m' }, token: known }));
  await page.getByRole('complementary').getByRole('button', { name: text.sidebar.add }).click();
  await expect(page.getByText(text.kindSentences.http)).toBeVisible();
  await page.getByRole('button', { name: text.discovery.open }).click();

  await page.getByRole('button', { name: text.discovery.search, exact: true }).click();
  const main = page.getByRole('main');
  const group = (name: 'offered' | 'monitored' | 'unclear'): Locator =>
    main.getByRole('list', { name: text.discovery[name] });
  await expect(group('monitored').getByRole('listitem')).toContainText([text.discovery.monitoredBy('Mail')]);
  await expect(group('unclear')).toContainText('/opt/random');
  const backup = group('offered').getByRole('listitem').filter({ hasText: 'nightly-backup' });
  await expect(backup).toContainText('every weekday at 03:00, Europe/Berlin');
  await main.getByRole('button', { name: text.discovery.addNamed('shop-cache') }).click();
  await main.getByRole('button', { name: text.discovery.addNamed('vacuum') }).click();
  await main.getByRole('button', { name: text.discovery.addNamed('nightly-backup') }).click();
  await expect(backup).toContainText(text.discovery.added);

  const added = await valueOf(monitors.get({ id: 'nightly-backup' }));
  expect(added).toMatchObject({ schedule: { cron: ['0 3 * * 1-5'], timezone: 'Europe/Berlin' } });
  const token = 'token' in added ? added.token : '';
  await expect(main.getByLabel(text.discovery.edited('nightly-backup'), { exact: true })).toHaveText(
    `0 3 * * 1-5 vigilmon run ${token} -- /opt/nightly-backup.sh --all`,
  );
  await expect(main.getByLabel(text.discovery.edited('vacuum'), { exact: true })).toHaveText(
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
  await expect(new FirstRun(page).url).toBeFocused();
  await page.getByRole('button', { name: text.discovery.open }).click();
  await expect(page.getByText(text.discovery.lead)).toBeVisible();
  expect(readFileSync(asked, 'utf8')).toBe('');
  await page.getByRole('button', { name: text.discovery.search, exact: true }).click();
  // The first monitor ends the first run; the line to paste stays.
  await page.getByRole('button', { name: text.discovery.addNamed('nightly-backup') }).click();
  await expect(window.monitor('nightly-backup', 'new')).toBeVisible();
  await expect(page.getByLabel(text.discovery.edited('nightly-backup'), { exact: true })).toBeVisible();
  expect(readFileSync(asked, 'utf8')).toContain('crontab -l');
});

test('jobs are searched for, chosen and taken over by keys alone, from the sidebar and the first page', async ({
  window,
  host,
}) => {
  const { page } = window;
  const keys = new Keyboard(page);
  const main = page.getByRole('main');
  const words = text.discovery;
  const focused = main.locator(':focus');
  const search = window.button(words.search);
  const add = (name: string): Locator => main.getByRole('button', { name: words.addNamed(name) });
  const edited = (name: string): Locator => main.getByLabel(words.edited(name), { exact: true });

  await keys.pressOn(window.button(words.open));
  await keys.pressOn(search);
  await keys.pressOn(add('nightly-backup'));
  await expect(window.monitor('nightly-backup', 'new')).toBeVisible();
  await expect(focused).toHaveCount(1);
  await keys.tabTo(edited('nightly-backup'));
  await expect(edited('nightly-backup')).toContainText('vigilmon run');

  await keys.pressOn(page.getByRole('complementary').getByRole('button', { name: text.sidebar.add }));
  await expect(page.getByText(text.kindSentences.http)).toBeVisible();
  await keys.pressOn(window.button(words.open));
  await keys.pressOn(search);
  await keys.pressOn(add('vacuum'), 'Space');
  // The line to paste takes the place of the button.
  await expect(focused).toHaveAccessibleName(words.edited('vacuum'));
  await keys.press('Tab');
  await expect(focused).toHaveAccessibleName(words.copy('vacuum'));
  await keys.pressOn(window.button(words.again));
  await expect(main.getByRole('list', { name: words.monitored })).toContainText('vacuum');
  await expect(window.button(words.again)).toBeFocused();
  expect(await seriousFaults(page)).toEqual([]);
  expect(await valueOf(host.api.monitors.list(undefined))).toHaveLength(2);
});
