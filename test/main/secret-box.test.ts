import { beforeEach, expect, test, vi } from 'vitest';
import type { SecretBox } from '../../electron/engine/ports.ts';
import { openSecretBox } from '../../electron/main/secret-box.ts';
import { safeStorage } from '../support/fake-electron.ts';
import { recordedLog } from '../support/recorded-log.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

const keyFileBox: SecretBox = {
  seal: async (secret) => `file:${Buffer.from(secret).toString('hex')}`,
  open: async (sealed) => {
    if (!sealed.startsWith('file:')) throw new Error('not sealed by this key');
    return Buffer.from(sealed.slice('file:'.length), 'hex').toString();
  },
};

beforeEach(() => {
  safeStorage.backend = 'gnome_libsecret';
  safeStorage.isAvailable = true;
  safeStorage.isBroken = false;
});

function open(platform: NodeJS.Platform = 'linux') {
  return openSecretBox({ keyFileBox, platform, logger: recordedLog() });
}

test('where the desktop has a key store, it seals', async () => {
  const { box, notice } = await open();
  const sealed = await box.seal('hunter2');
  expect([sealed.includes('hunter2'), sealed.startsWith('file:'), notice]).toEqual([false, false, null]);
  expect(await box.open(sealed)).toBe('hunter2');
});

test.each([
  ['has none that Chromium knows', () => (safeStorage.backend = 'basic_text')],
  ['has one that is not available', () => (safeStorage.isAvailable = false)],
  ['has one that fails at the first use', () => (safeStorage.isBroken = true)],
])('where the desktop %s, the key file seals, and a notice says so', async (_, arrange) => {
  arrange();
  const { box, notice } = await open();
  const sealed = await box.seal('hunter2');
  expect(sealed).toMatch(/^file:/);
  expect(await box.open(sealed)).toBe('hunter2');
  expect(notice).toEqual({ code: 'no-key-store', facts: {} });
});

test('other systems are not asked for a backend, which only Linux has', async () => {
  safeStorage.backend = 'unknown';
  expect((await open('darwin')).notice).toBeNull();
});

test('what one way sealed is opened by it even after the desktop has changed', async () => {
  const before = await open();
  const byKeyStore = await before.box.seal('one');
  safeStorage.isAvailable = false;
  const after = await open();
  const byKeyFile = await after.box.seal('two');
  expect(await after.box.open(byKeyStore)).toBe('one');
  safeStorage.isAvailable = true;
  expect(await (await open()).box.open(byKeyFile)).toBe('two');
});
