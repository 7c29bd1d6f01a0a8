import { describe, expect, test } from 'vitest';
import { pingingCommand, underRun } from '../../../electron/engine/discovery/edited-command.ts';

test.each([
  ['/opt/backup.sh --all', 'vigilmon run T -- /opt/backup.sh --all'],
  ['a && b > /dev/null', "vigilmon run T -- sh -c 'a && b > /dev/null'"],
  ["echo 'it is' | mail ada", String.raw`vigilmon run T -- sh -c 'echo '\''it is'\'' | mail ada'`],
  ['LANG=C sort', "vigilmon run T -- sh -c 'LANG=C sort'"],
  [String.raw`date +\%F`, String.raw`vigilmon run T -- date +\%F`],
  ['mail ada%Hello%there', 'vigilmon run T -- mail ada%Hello%there'],
  ['a; b%input', "vigilmon run T -- sh -c 'a; b'%input"],
])('the command %j becomes %j', (command, expected) => {
  expect(underRun(command, 'T')).toBe(expected);
});

describe('a command that pings already', () => {
  const url = 'http://127.0.0.1:7464';
  const uuid = '1a2b3c4d-0000-4000-8000-000000000001';
  const edit = (command: string): { readonly token: string | null; readonly line: string } | null => {
    const pinging = pingingCommand(command, url);
    if (pinging === null) return null;
    const token = pinging.token ?? 'fresh-token-0123456789';
    return { token: pinging.token, line: pinging.edit({ token, target: token }) };
  };

  test.each([
    [
      `a && curl -fsS -m 10 --retry 5 -o /dev/null https://hc-ping.com/${uuid}`,
      `a && curl -fsS -m 10 --retry 5 -o /dev/null ${url}/ping/${uuid}`,
    ],
    [
      `curl https://hc.example.com:8000/ping/${uuid}/start; a; curl https://hc.example.com:8000/ping/${uuid}/$?`,
      `curl ${url}/ping/${uuid}/start; a; curl ${url}/ping/${uuid}/$?`,
    ],
    [`runitor -uuid ${uuid} -- a`, `runitor -api-url ${url}/ping -uuid ${uuid} -- a`],
  ])('keeps the id of its check at Healthchecks: %s', (command, line) => {
    expect(edit(command)).toEqual({ token: uuid, line });
  });

  test.each([
    ['curl https://hc-ping.com/abcdefghijklmnopqrstuv/nightly/start', `curl ${url}/ping/fresh-token-0123456789/start`],
    [
      'vigilmon run --timeout=1h gone-token-0123456789 -- a b',
      'vigilmon run --timeout=1h fresh-token-0123456789 -- a b',
    ],
    [`vigilmon run ${url}/ping/gone-token-0123456789 -- a`, `vigilmon run ${url}/ping/gone-token-0123456789 -- a`],
  ])('is edited where it pings, and nowhere else: %s', (command, line) => {
    expect(edit(command)?.line).toBe(line);
  });

  test('of a monitor that is gone is offered the same token again', () => {
    const command = 'a && curl http://localhost:7464/ping/gone-token-0123456789';
    expect(edit(command)).toEqual({ token: 'gone-token-0123456789', line: command });
  });

  test.each(['/opt/backup.sh', 'curl https://example.com/feed', `echo ${uuid}`])('is not %j', (command) => {
    expect(edit(command)).toBeNull();
  });
});
