/** Text is read in the charset that the response or the page names. */
import { expect, test } from 'vitest';
import { decodeText } from '../../../../electron/engine/kinds/http/charset.ts';
import { startTargetServer } from '../../../support/target-server.ts';
import { check } from './rig.ts';

/** Магазин in windows-1251. */
const shop = Buffer.from([0xcc, 0xe0, 0xe3, 0xe0, 0xe7, 0xe8, 0xed]);
const page = (head: string): Buffer => Buffer.concat([Buffer.from(head, 'latin1'), shop]);

test.each([
  ['text/html', '<meta charset=windows-1251>'],
  ['text/html', '<!doctype html><head><META CharSet = "Windows-1251" />'],
  ['text/html', "<meta charset='cp1251'>"],
  ['', '<html><meta charset="windows-1251">'],
  ['text/html', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'],
  ['text/html', '<meta content="text/html; charset=windows-1251" http-equiv=content-type>'],
  ['text/html', '<!-- <meta charset=utf-8> --><meta charset=windows-1251>'],
  ['text/html', '<meta name=description content="charset=utf-8 > is best"><meta charset=windows-1251>'],
  ['text/html; charset=no-such-charset', '<meta charset=windows-1251>'],
  ['application/xml', '<?xml version="1.0" encoding="windows-1251"?>'],
  ['application/rss+xml', "<?xml version='1.0' encoding='windows-1251' standalone='yes'?>"],
  ['text/plain; charset=windows-1251', ''],
  ["text/plain; charset='windows-1251'", ''],
])('%s %s', (contentType, head) => {
  expect(decodeText(page(head), contentType)).toBe(`${head}Магазин`);
});

test.each([
  ['text/html', '<!-- <meta charset=windows-1251> -->'],
  ['text/html; charset=utf-8', '<meta charset=windows-1251>'],
  ['text/plain', '<meta charset=windows-1251>'],
  ['application/json', '<meta charset=windows-1251>'],
  ['text/html', '<meta charset=utf-16>'],
  ['text/html', `${' '.repeat(1_100)}<meta charset=windows-1251>`],
])('is UTF-8: %s %s', (contentType, head) => {
  expect(decodeText(Buffer.from(`${head}Магазин`), contentType)).toBe(`${head}Магазин`);
});

test('XML in UTF-16 without a byte order mark', () => {
  const text = '<?xml version="1.0"?><a>Магазин</a>';
  const little = Buffer.from(text, 'utf16le');
  expect(decodeText(little, 'text/xml')).toBe(text);
  expect(decodeText(Buffer.from(little).swap16(), 'text/xml')).toBe(text);
});

test('evidence and assertions see the same text', async () => {
  const body = page('<meta charset=windows-1251>');
  const server = await startTargetServer({
    behaviour: { kind: 'answer', headers: { 'content-type': 'text/html' }, body },
  });
  const { verdict, response } = await check(server.url, {
    assertions: [{ on: 'body', is: 'contains', value: 'Магазин' }],
  });
  await server.close();
  expect({ verdict, body: response?.body }).toEqual({ verdict: 'pass', body: '<meta charset=windows-1251>Магазин' });
});

test.each([
  ['in Latin-1', Buffer.from('/caf\u00e9', 'latin1'), '/caf%E9'],
  ['in UTF-8', Buffer.from('/café'), '/caf%C3%A9'],
])('a redirect leads to the bytes that the server sends, %s', async (_, location, path) => {
  const server = await startTargetServer();
  const head = Buffer.concat([
    Buffer.from('HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: '),
    location,
    Buffer.from('\r\n\r\n'),
  ]);
  server.behaveAt('/', { kind: 'raw', bytes: head });
  expect((await check(`${server.url}/`)).verdict).toBe('pass');
  await server.close();
  expect(server.requests.map((request) => request.path)).toEqual(['/', path]);
});
