import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createTempDirectory, tempDirectory } from '../../support/temp-directory.ts';

describe('a temporary directory', () => {
  test('is a new one each time, and is removed with its content', () => {
    const [one, other] = [createTempDirectory(), createTempDirectory()];
    expect(one.path).not.toBe(other.path);
    writeFileSync(one.file('note.txt'), 'here');
    one.remove();
    other.remove();
    expect([existsSync(one.path), existsSync(other.path)]).toEqual([false, false]);
    expect(one.remove).not.toThrow();
  });

  test('is removed by calling the registered function', () => {
    const ends: (() => void)[] = [];
    const path = tempDirectory((remove) => ends.push(remove));
    expect(existsSync(path)).toBe(true);
    for (const end of ends) end();
    expect(existsSync(path)).toBe(false);
  });
});
