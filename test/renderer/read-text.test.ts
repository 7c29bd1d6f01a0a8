import { expect, test } from 'vitest';
import { readText } from '../../renderer/read-text.ts';

const mark = '\uFEFF';

test.each([
  ['text', new Blob(['größer']), { text: 'größer' }],
  ['text after a byte order mark', new Blob([`${mark}a: b`]), { text: 'a: b' }],
  ['an empty file', new Blob([]), { text: '' }],
  ['what is not UTF-8', new Blob([new Uint8Array([0x67, 0x72, 0xf6])]), { problem: 'notText' }],
  ['zero bytes', new Blob(['a\0b']), { problem: 'notText' }],
  ['more than a mebibyte', new Blob(['x'.repeat(1_048_577)]), { problem: 'tooLarge' }],
])('%s', async (_, file, read) => {
  expect(await readText(file)).toEqual(read);
});

test('a file that cannot be read', async () => {
  const gone = { size: 1, arrayBuffer: () => Promise.reject(new Error('gone')) };
  expect(await readText(gone)).toEqual({ problem: 'notText' });
});
