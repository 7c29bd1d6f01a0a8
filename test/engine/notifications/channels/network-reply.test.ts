import { describe, expect, it } from 'vitest';
import { networkReplyOf, type RawReply } from '../../../../electron/engine/notifications/channels/network-reply.ts';

const url = 'http://hooks.example.com/notify';
const page = '<!doctype html><html><body>Welcome</body></html>';

function judge(changes: Partial<RawReply>): ReturnType<typeof networkReplyOf> {
  return networkReplyOf({ url, status: 200, location: null, text: '', ...changes });
}

describe('a response over plain HTTP', () => {
  it.each([
    ['a redirect to another host', { status: 302, location: 'https://portal.example.net/' }, 'redirect'],
    ['a redirect within the host', { status: 301, location: '/notify/' }, null],
    ['a redirect to HTTPS of the same host', { status: 308, location: 'https://hooks.example.com/notify' }, null],
    ['a redirect that names no place', { status: 302 }, null],
    ['a page in place of an acceptance', { text: page }, 'page'],
    ['a page behind a byte order mark and a comment', { text: `\uFEFF<!-- hi -->\n${page}` }, 'page'],
    ['a page behind many comments', { text: '<!-- --> <!---->'.repeat(250) + page }, 'page'],
    ['many comments and no page', { text: '<!-- --> <!---->'.repeat(250) + 'ok' }, null],
    ['the beginning of a comment', { text: '<!-- <html> '.repeat(300) }, null],
    ['a page of a script alone', { text: '<script>location="http://10.0.0.1/"</script>' }, 'page'],
    ['a page that refuses', { status: 405, text: page }, 'page'],
    ['a page of a server with a problem, which is retried anyway', { status: 502, text: page }, null],
    ['a page that says that it is gone', { status: 410, text: page }, null],
    ['plain words', { text: 'ok' }, null],
    ['words with markup in them', { text: 'sent <b>once</b>' }, null],
    ['JSON', { text: '{"html": "<html>"}' }, null],
    ['the status of a login', { status: 511, text: page }, 'login'],
  ] as const)('that is %s', (_, changes, expected) => {
    expect(judge(changes)).toBe(expected);
  });
});

it.each([
  'https://hooks.example.com/notify',
  'http://localhost:8080/notify',
  'http://127.0.0.1:8080/notify',
  'http://[::1]:8080/',
])('no network responds in place of %s', (own) => {
  expect(judge({ url: own, text: page })).toBeNull();
  expect(judge({ url: own, status: 302, location: 'https://portal.example.net/' })).toBeNull();
});

it.each([
  'http://192.168.1.20/notify',
  'http://[fd00::20]/notify',
  'http://home-assistant.local:8123/api/webhook/a',
  'http://nas/notify',
])('a page is the own response of %s, a redirect to another host is not', (near) => {
  expect(judge({ url: near, text: page })).toBeNull();
  expect(judge({ url: near, status: 302, location: 'https://portal.example.net/' })).toBe('redirect');
  expect(judge({ url: near, status: 511, text: page })).toBe('login');
});
