/** The tray as a panel sees it over D-Bus: picture, tooltip and menu in every state, and what its entries do. */
import { expect, type Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { closeWindow, isShown, openFromTray, pictureInPanel, test, type Started } from './desktop.ts';
import { windowApi } from './window-api.ts';

interface Wanted {
  readonly name: string;
  readonly url: string;
  /** A slower response is degraded. */
  readonly degradedAfter?: string;
}

async function add(page: Page, { name, url, degradedAfter }: Wanted): Promise<void> {
  const common = { kind: 'http', failAfter: 1, recoverAfter: 1, interval: '5s', timeout: '2s' } as const;
  const input = { ...common, name, url, ...(degradedAfter === undefined ? {} : { degradedAfter }) };
  const answer = await windowApi(page).monitors.create(input);
  expect(answer).toMatchObject({ ok: true });
}

async function labels({ tray }: Started): Promise<readonly string[]> {
  return (await tray.entries()).map(({ label }) => label);
}

/** Picture and status, once they match. */
async function expectTray(started: Started, picture: string, status: string): Promise<void> {
  await expect.poll(async () => (await labels(started))[0], { timeout: 30_000 }).toBe(status);
  await expect.poll(() => pictureInPanel(started)).toBe(picture);
}

test('down is named, muted monitors do not colour the icon, and paused ones are paused', async ({
  desktop,
  service,
}) => {
  const started = await desktop.start('--hidden');
  const page = await openFromTray(started);

  await test.step('up', async () => {
    await add(page, { name: 'Shop API', url: service.url });
    await expectTray(started, 'up', '1 up');
    // The weekend has an entry of its own on the days before it.
    const listed = (await labels(started)).filter((label) => !label.startsWith('Until Monday'));
    expect(listed).toEqual([
      '1 up',
      'Open Vigilmon',
      'Check all now',
      'Mute all',
      'For 1 hour',
      'For 4 hours',
      expect.stringMatching(/^Until tomorrow,? 0?9:00(\sAM)?$/),
      'Pause all',
      'Resume all',
      'Add monitor…',
      'Settings',
      'Quit Vigilmon',
    ]);
  });

  await test.step('degraded', async () => {
    await add(page, { name: 'Slow shop', url: service.url, degradedAfter: '1ms' });
    await expectTray(started, 'degraded', '1 degraded, 1 up');
  });

  await test.step('down, and checking all from the menu', async () => {
    service.breakDatabase();
    await started.tray.choose('Check all now');
    await expectTray(started, 'down', '2 down');
    const down = (await labels(started)).filter((label) => label.includes('down since'));
    expect(down.sort()).toEqual([
      expect.stringMatching(/^Shop API: down since \d\d?:\d\d(\s[AP]M)?$/),
      expect.stringMatching(/^Slow shop: down since \d\d?:\d\d(\s[AP]M)?$/),
    ]);
  });

  await test.step('the tooltip names the worst, and a monitor has a menu of its own', async () => {
    expect(await started.tray.tooltip()).toMatch(/^Vigilmon: (?:Shop API|Slow shop) down since .*, 1 more$/);
    await started.tray.choose('Acknowledge');
    const api = windowApi(page);
    const acknowledged = async (): Promise<number> => {
      const listed = await api.incidents.list({ acknowledged: true });
      return listed.ok ? listed.value.items.length : 0;
    };
    await expect.poll(acknowledged).toBe(1);
  });

  await test.step('muted: the picture no longer shows an outage, but the words do', async () => {
    await started.tray.choose('For 4 hours');
    await expectTray(started, 'muted-down', '2 down (all muted)');
    expect(await labels(started)).toContainEqual(
      expect.stringMatching(/^Shop API: down since \d\d?:\d\d(\s[AP]M)? \(muted\)$/),
    );
    await started.tray.choose('Unmute (until');
    await expectTray(started, 'down', '2 down');
  });

  await test.step('paused and resumed', async () => {
    await started.tray.choose('Pause all');
    await expectTray(started, 'paused', '2 paused');
    service.repairDatabase();
    await started.tray.choose('Resume all');
    await expectTray(started, 'degraded', '1 degraded, 1 up');
  });
});

test('without internet it says so and shows no green, while local monitors continue', async ({ desktop, service }) => {
  const started = await desktop.start('--hidden');
  const page = await openFromTray(started);
  await add(page, { name: 'Shop API', url: service.url });
  await expectTray(started, 'up', '1 up');
  // Nothing listens there, so no anchor responds; and no name server knows the name.
  const api = windowApi(page);
  const cut = await api.settings.update({ anchors: ['http://127.0.0.1:1/', 'http://127.0.0.1:2/'] });
  expect(cut).toMatchObject({ ok: true });
  await add(page, { name: 'Far away', url: 'http://far-away.invalid/' });
  await expect.poll(() => pictureInPanel(started), { timeout: 30_000 }).toBe('offline');
  await expect.poll(() => started.tray.tooltip()).toMatch(/^Vigilmon: No internet connection: .*1 up/);
  const [first] = await started.tray.entries();
  expect(first).toMatchObject({
    label: expect.stringMatching(/^No internet connection: .*1 up/),
    isEnabled: false,
  });
  await expect.poll(() => desktop.notifications.countShown()).toBe(1);
  await test.step('once online, everything is as before', async () => {
    await api.settings.update({ anchors: [] });
    await api.monitors.delete({ id: 'far-away' });
    await expectTray(started, 'up', '1 up');
  });
});

test('its entries open the form for a new monitor and the settings', async ({ desktop }) => {
  const started = await desktop.start('--hidden');
  const page = await openFromTray(started);
  const window = new VigilmonWindow(page);
  await expect.poll(() => isShown(started)).toBe(true);
  await closeWindow(started);
  await started.tray.choose('Add monitor…');
  await expect.poll(() => isShown(started)).toBe(true);
  await expect(new MonitorEditor(page).url).toBeVisible();
  await closeWindow(started);
  await started.tray.choose('Settings');
  await expect.poll(() => isShown(started)).toBe(true);
  await expect(window.heading(text.navigation.settings)).toBeVisible();
});
