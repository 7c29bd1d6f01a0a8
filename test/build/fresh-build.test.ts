import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isFresh, root } from '../../build/fresh-build.ts';

const outputs = ['renderer/index.html', 'preload/index.cjs', 'main/index.cjs', 'lookups/lookup-helper.cjs'];
let checkout: string;

/** @param at seconds. */
function write(file: string, at: number): void {
  const path = join(checkout, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  utimesSync(path, at, at);
}

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'vigilmon-checkout-'));
  for (const file of ['vite.config.ts', 'build/client-only.ts']) {
    cpSync(join(root, file), join(checkout, file));
    utimesSync(join(checkout, file), 100, 100);
  }
  for (const file of [...outputs, 'headless/vigilmon.cjs']) write(join('dist', file), 200);
});

afterEach(() => rmSync(checkout, { recursive: true, force: true }));

test('a build is fresh as long as nothing that it was made from is newer', () => {
  expect(isFresh(checkout)).toBe(true);
  write('renderer/views/Page.svelte', 150);
  expect(isFresh(checkout)).toBe(true);
  write('renderer/views/Page.svelte', 250);
  expect(isFresh(checkout)).toBe(false);
});

test('a program that is missing is built', () => {
  rmSync(join(checkout, 'dist/preload'), { recursive: true });
  expect(isFresh(checkout)).toBe(false);
});

test.each(['build/client-only.ts', 'build/no-diagnostics.ts', 'build/gather.ts', 'build/unused-svelte.ts'])(
  'it is made by what the configuration names too, and not by the other scripts of its folder: %s',
  (file) => {
    write('build/screenshots.ts', 250);
    expect(isFresh(checkout)).toBe(true);
    write(file, 250);
    expect(isFresh(checkout)).toBe(false);
  },
);
