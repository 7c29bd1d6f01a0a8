/**
 * Pictures of the tray as a real panel draws it, to look at: Xfce's, in each state, light and dark, and its open menu.
 * `node test/e2e/electron/panel-pictures.ts` on a display; needs xfce4-panel, dbus-run-session, xdotool and ImageMagick,
 * and leaves its pictures in test-results/electron-pictures.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron, type Page } from 'playwright';
import { findElectron } from '../../../build/electron-binary.ts';
import { isResult } from '../../../electron/client/call-table.ts';
import { openHealthService } from '../../support/health-service.ts';
import { end } from '../../support/session-bus.ts';
import { createTempDirectory } from '../../support/temp-directory.ts';

const root = resolve(import.meta.dirname, '../../..');
const pictures = join(root, 'test-results/electron-pictures');
const binary = findElectron();
if (binary === null) throw new Error('no Electron binary');
mkdirSync(pictures, { recursive: true });

/** One panel along the top of the screen, containing only the tray. */
const panelOf = (isDark: boolean): string => `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="${String(isDark)}"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="20"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="32"/>
      <property name="icon-size" type="uint" value="22"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
</channel>
`;

const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** On a session bus of its own, so that its xfconf daemon finds these settings. */
function drawn(theme: Theme): void {
  const directory = createTempDirectory();
  const settings = join(directory.path, 'xfce4/xfconf/xfce-perchannel-xml');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'xfce4-panel.xml'), panelOf(theme === 'dark'));
  const env = { ...process.env, XDG_CONFIG_HOME: directory.path };
  const again = [process.execPath, import.meta.filename, theme];
  const { status } = spawnSync('dbus-run-session', ['--', ...again], { env, stdio: ['ignore', 'inherit', 'ignore'] });
  directory.remove();
  console.log(`${theme}: ${status === 0 ? 'drawn' : 'failed'}`);
}

async function call(page: Page, name: string, input: unknown): Promise<void> {
  const answer = await page.evaluate(([called, given]) => window.vigilmon?.call(called, given), [name, input] as const);
  const result: unknown = JSON.parse(answer ?? 'null');
  if (!isResult(result) || !result.ok) throw new Error(`${name}: ${String(answer)}`);
}

/** Of the panel alone, or of more. It does not report when it has drawn, so this waits. */
async function picture(name: string, size = '330x34'): Promise<void> {
  await wait(2_500);
  const file = join(pictures, `panel-${name}.png`);
  execFileSync('import', ['-window', 'root', '-crop', `${size}+0+0`, '+repage', file]);
}

/** With more monitors than the menu lists: opens it by a click, and the submenu of the last one by keys. */
async function menuPicture(page: Page, theme: Theme): Promise<void> {
  const slow = { kind: 'http', failAfter: 1, url: 'http://127.0.0.1:1/' };
  for (let number = 2; number <= 18; number += 1)
    await call(page, 'monitors.create', { ...slow, name: `Worker ${String(number)}` });
  await call(page, 'monitors.create', { ...slow, name: 'Nightly export of the orders of all shops, Europe' });
  await call(page, 'mutes.set', { scope: { kind: 'monitor', monitorId: 'worker-3' }, until: Date.now() + 3_600_000 });
  await wait(3_000);
  execFileSync('xdotool', ['mousemove', '16', '16', 'click', '3']);
  await picture(`${theme}-menu`, '900x900');
  execFileSync('xdotool', ['key', 'Up', 'Up', 'Right']);
  await picture(`${theme}-submenu`, '900x900');
  execFileSync('xdotool', ['key', 'Escape', 'Escape']);
}

async function walk(program: string, theme: Theme): Promise<void> {
  const directory = createTempDirectory();
  const service = await openHealthService();
  const panel = spawn('xfce4-panel', ['--disable-wm-check'], { stdio: 'ignore' });
  await wait(3_000);
  const args = [root, '--data', directory.file('data'), '--port', '0'];
  const app = await _electron.launch({ executablePath: program, args, cwd: root });
  const page = await app.firstWindow();
  await page.getByRole('main').waitFor();
  const common = { kind: 'http', failAfter: 1, recoverAfter: 1, interval: '5s', timeout: '2s' };
  await picture(`${theme}-empty`);
  await call(page, 'monitors.create', { ...common, name: 'Shop API', url: service.url });
  await picture(`${theme}-up`);
  await call(page, 'monitors.create', { ...common, name: 'Slow', url: service.url, degradedAfter: '1ms' });
  await picture(`${theme}-degraded`);
  service.breakDatabase();
  await call(page, 'monitors.checkNow', { id: 'shop-api' });
  await picture(`${theme}-down`);
  await call(page, 'mutes.set', { scope: { kind: 'all' }, until: Date.now() + 3_600_000 });
  await picture(`${theme}-muted`);
  await call(page, 'mutes.clear', { id: 1 });
  service.repairDatabase();
  await call(page, 'monitors.delete', { id: 'slow' });
  await call(page, 'monitors.checkNow', { id: 'shop-api' });
  await call(page, 'settings.update', { anchors: ['http://127.0.0.1:1/'] });
  await call(page, 'monitors.create', { ...common, name: 'Far away', url: 'http://far-away.invalid/' });
  await picture(`${theme}-offline`);
  await menuPicture(page, theme);
  await end(app.process());
  await end(panel);
  await service.close();
  directory.remove();
}

const wanted = themes.find((theme) => theme === process.argv[2]);
if (wanted === undefined) themes.forEach(drawn);
else await walk(binary, wanted);
