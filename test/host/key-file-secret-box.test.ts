import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyFileSecretBox } from '../../electron/host/key-file-secret-box.ts';
import { systemRandomness } from '../../electron/host/randomness.ts';
import { tempDirectory } from '../support/temp-directory.ts';

function directory(): string {
  return tempDirectory(onTestFinished);
}

test('a sealed secret opens again, also after a restart, and is not readable', async () => {
  const place = directory();
  const secret = 'hunter2 – ключ 🔑';
  const sealed = await keyFileSecretBox(place, systemRandomness).seal(secret);
  expect(sealed).not.toContain('hunter2');
  expect(Buffer.from(sealed, 'base64').toString()).not.toContain('hunter2');
  expect(await keyFileSecretBox(place, systemRandomness).open(sealed)).toBe(secret);
});

test('the same secret is sealed differently each time', async () => {
  const box = keyFileSecretBox(directory(), systemRandomness);
  expect(await box.seal('a')).not.toBe(await box.seal('a'));
});

test('the key is created at the first sealing, private to its owner', async () => {
  const place = directory();
  const box = keyFileSecretBox(place, systemRandomness);
  expect(existsSync(join(place, 'secret.key'))).toBe(false);
  await box.seal('a');
  expect(statSync(join(place, 'secret.key')).mode & 0o777).toBe(0o600);
});

test('nothing opens without its key, with another key or after a change, and no key is created for it', async () => {
  const place = directory();
  const box = keyFileSecretBox(place, systemRandomness);
  const sealed = await box.seal('a');
  const flipped = sealed.slice(0, -4) + (sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA');
  await expect(box.open(flipped)).rejects.toThrow('another key, or changed');
  await expect(box.open('')).rejects.toThrow('not sealed by a key file');
  await expect(box.open('key-file:AAAA')).rejects.toThrow('not sealed by a key file');
  const other = keyFileSecretBox(directory(), systemRandomness);
  await other.seal('b');
  await expect(other.open(sealed)).rejects.toThrow('another key');
  rmSync(join(place, 'secret.key'));
  await expect(box.open(sealed)).rejects.toThrow('is not there');
  expect(existsSync(join(place, 'secret.key'))).toBe(false);
});

test('a damaged key opens nothing, and is set aside when a new secret is sealed', async () => {
  const place = directory();
  writeFileSync(join(place, 'secret.key'), 'short');
  const box = keyFileSecretBox(place, systemRandomness);
  await expect(box.open('key-file:AAAA')).rejects.toThrow('the key file is damaged');
  expect(readFileSync(join(place, 'secret.key'), 'utf8')).toBe('short');
  expect(await box.open(await box.seal('a'))).toBe('a');
  expect(readFileSync(join(place, 'secret.key.damaged'), 'utf8')).toBe('short');
});
