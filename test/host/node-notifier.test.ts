/** The real node-notifier and a real shell; only the program at the end, notify-send, is our own script. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NativeNotification } from '../../electron/engine/ports.ts';
import { createNodeNotifier } from '../../electron/host/node-notifier.ts';

const notification: NativeNotification = {
  tag: 'incident:12',
  title: 'Shop API is down',
  body: 'status 503, expected 200',
  monitorId: 'shop-api',
  presence: 'lasting',
};

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  let directory: string;
  const path = process.env['PATH'];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'vigilmon-notifier-'));
    process.env['PATH'] = `${directory}:/usr/bin:/bin`;
  });
  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(directory, { recursive: true });
  });

  function installNotifySend(script: string): void {
    const file = join(directory, 'notify-send');
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }
  /** The arguments that the program was called with. */
  const received = (): readonly string[] => readFileSync(join(directory, 'arguments'), 'utf8').split('\0').slice(0, -1);
  const recordArguments = `printf '%s\\0' "$@" > "$(dirname "$0")/arguments"`;

  test('the desktop gets title, body, urgency and what the notification replaces', async () => {
    installNotifySend(recordArguments);
    await expect(createNodeNotifier().show(notification)).resolves.toBe('notify-send');
    expect(received().slice(0, 2)).toEqual(['Shop API is down', 'status 503, expected 200']);
    expect(received().join(' ')).toContain('--urgency normal');
    expect(received().join(' ')).toContain('--expire-time 0');
    expect(received().join(' ')).toContain('x-dunst-stack-tag:vigilmon-incident-12');
  });

  test('nothing in a title or a body reaches the shell', async () => {
    installNotifySend(recordArguments);
    const file = join(directory, 'injected');
    const hostile = `$(touch ${file}) \`touch ${file}\` "; touch ${file}; ' | touch ${file} & \\$(touch ${file})`;
    await createNodeNotifier().show({ ...notification, title: hostile, body: hostile });
    expect(existsSync(file)).toBe(false);
    expect(received()[0]).toBe(hostile);
  });

  test('a title that looks like an option is not one', async () => {
    installNotifySend(recordArguments);
    await createNodeNotifier().show({ ...notification, title: '--hint=evil', body: '-u low' });
    expect(received().slice(0, 2)).toEqual([' --hint=evil', ' -u low']);
  });

  test('the body is text, not markup, and keeps its backslashes', async () => {
    installNotifySend(recordArguments);
    await createNodeNotifier().show({ ...notification, body: '<b>C:\\new & old</b>\u0000' });
    expect(received()[1]).toBe('&lt;b&gt;C:\\\\new &amp; old&lt;/b&gt;');
  });

  test('a failure of the program rejects with its message', async () => {
    installNotifySend('echo "Cannot autolaunch D-Bus" >&2; exit 1');
    await expect(createNodeNotifier().show(notification)).rejects.toMatchObject({
      why: [{ code: 'failed', facts: { program: 'notify-send', text: 'Cannot autolaunch D-Bus' } }],
    });
  });

  test('a warning on success is still a success', async () => {
    installNotifySend('echo "theme is odd" >&2');
    await expect(createNodeNotifier().show(notification)).resolves.toBe('notify-send');
  });

  test('a missing program rejects by name, and is found once it exists', async () => {
    process.env['PATH'] = directory;
    const notifier = createNodeNotifier();
    await expect(notifier.show(notification)).rejects.toMatchObject({
      why: [{ code: 'not-installed', facts: { program: 'notify-send' } }],
    });
    process.env['PATH'] = `${directory}:/usr/bin:/bin`;
    installNotifySend(recordArguments);
    await expect(notifier.show(notification)).resolves.toBe('notify-send');
  });
});
