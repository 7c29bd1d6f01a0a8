import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandShell } from '../../../electron/engine/discovery/candidate.ts';
import { betweenPings, pingingCommand, underRun } from '../../../electron/engine/discovery/edited-command.ts';
import { tempDirectory } from '../../support/temp-directory.ts';

const cron = (program: string): CommandShell => ({ program, takesInput: true });

test.each([
  ['/opt/backup.sh --all', 'vigilmon run T -- /opt/backup.sh --all'],
  ['a && b > /dev/null', "vigilmon run T -- sh -c 'a && b > /dev/null'"],
  ['a >> /var/log/a.log 2>&1', 'vigilmon run T -- a >> /var/log/a.log 2>&1'],
  ['a > a.log 2>&1 &', "vigilmon run T -- sh -c 'a > a.log 2>&1 &'"],
  ['exec a', "vigilmon run T -- sh -c 'exec a'"],
  ["echo 'it is' | mail ada", String.raw`vigilmon run T -- sh -c 'echo '\''it is'\'' | mail ada'`],
  ['LANG=C sort', "vigilmon run T -- sh -c 'LANG=C sort'"],
  [String.raw`date +\%F`, String.raw`vigilmon run T -- date +\%F`],
  ['mail ada%Hello%there', 'vigilmon run T -- mail ada%Hello%there'],
  ['a; b%input', "vigilmon run T -- sh -c 'a; b'%input"],
])('the command %j becomes %j', (command, expected) => {
  expect(underRun(command, 'T', { program: 'vigilmon', shell: cron('sh') })).toBe(expected);
});

test('a command is interpreted by the shell of its crontab, and starts the command line where it is', () => {
  const surroundings = { program: '/home/me/.local/bin/vigilmon', shell: cron('/bin/bash') };
  expect(underRun('a | b', 'T', surroundings)).toBe("/home/me/.local/bin/vigilmon run T -- /bin/bash -c 'a | b'");
});

test.each([
  ['a', cron('/bin/bash'), 'curl S; a; s=$?; curl E; exit $s'],
  ['a; b %in', cron('/usr/bin/bash'), "curl S; /usr/bin/bash -c 'a; b'; s=$?; curl E; exit $s%in"],
  [
    'a **.log',
    cron('/usr/bin/fish'),
    String.raw`/bin/sh -c 'curl S; /usr/bin/fish -c '\''a **.log'\''; s=$?; curl E; exit $s'`,
  ],
  ["a 'b c'", null, String.raw`/bin/sh -c 'curl S; a '\''b c'\''; s=$?; curl E; exit $s'`],
])('the command %j of another user becomes a list of sh: %#', (command, shell, expected) => {
  const edited = betweenPings(command, 'http://localhost/ping/T', shell);
  const short = edited.replace(/curl \S.*?\/start/, 'curl S').replace(/curl -.*?\$s/, 'curl E');
  expect(short).toBe(expected);
});

test.each([
  [String.raw`"C:\Program Files (x86)\Backup\backup.exe" /to %TEMP%`, null],
  ["/bin/sh -c 'a; b'", null],
  [`sh -c 'a; date "+%F %T"'`, { program: 'sh', takesInput: false }],
])('only cron ends a command at %%, and what no shell interprets needs none: %s', (command, shell) => {
  const isWrapped = shell !== null;
  const job = isWrapped ? `sh -c '${command.replaceAll("'", String.raw`'\''`)}'` : command;
  expect(underRun(command, 'T', { program: 'vigilmon', shell })).toBe(`vigilmon run T -- ${job}`);
});

describe('a line of a crontab does the same as before', () => {
  /** Does nothing but run the job. */
  const stub = '#!/bin/sh\nshift 3\nexec "$@"\n';
  const directory = tempDirectory(afterAll);
  const file = (name: string): string => join(directory, name);
  beforeAll(() => {
    mkdirSync(file('bin'));
    writeFileSync(file('bin/vigilmon'), stub, { mode: 0o755 });
    writeFileSync(file('bin/curl'), '#!/bin/sh\nfor last; do :; done; echo "$last" >> "$HOME/bin/pings"\n', {
      mode: 0o755,
    });
    writeFileSync(file('a job'), '#!/bin/sh\necho "<$#> <$1> <$2> $COLOUR"; cat; exit 3\n', { mode: 0o755 });
    symlinkSync('a job', file('job'));
  });

  /** As cron does: the first `%` begins the input, in which each further one is a new line. */
  function runByCron(line: string, shell: string): Readonly<Record<'status' | 'stdout' | 'stderr', unknown>> {
    const [, command = '', input = ''] = /^((?:\\.|[^%\\])*)(?:%(.*))?$/su.exec(line) ?? [];
    const plain = (text: string): string => text.replaceAll('\\%', '%');
    const { status, stdout, stderr } = spawnSync(shell, ['-c', plain(command)], {
      cwd: directory,
      encoding: 'utf8',
      input: plain(input.replaceAll(/(?<!\\)%/gu, '\n')),
      env: { HOME: directory, PATH: `${file('bin')}:/usr/bin:/bin`, COLOUR: 'blue' },
    });
    return { status, stdout, stderr: stderr.replaceAll(/^.*?: (?:line )?\d+: /gmu, '') };
  }

  const lines = [
    './job one two',
    `./job "it's" 'a "b"'`,
    String.raw`./job one\ two "$HOME" # comment`,
    String.raw`./'a job' "$(date +\%Y)" x`,
    './a\\ job $COLOUR ${COLOUR}',
    'COLOUR=red ./job one',
    'cd / && pwd; ls -d tmp',
    './job > out.txt 2>&1; cat out.txt',
    './job >/dev/null 2>&1',
    './job 1>&2',
    './job < bin/vigilmon',
    './job %first%second',
    String.raw`./job 100\% %in`,
    './job | tr a-z A-Z',
    './job || echo failed',
    'test -x ./job && ./job one',
    '[ -x /missing ] || ./job `echo two`',
    'if ./job; then echo yes; else echo no; fi',
    'for n in 1 2; do ./job $n; done',
    '! ./job',
    'exec ./job one',
    ': > out.txt',
    '> out.txt',
    '2>/dev/null ./job',
    'exit 4',
    '. ./missing-file',
    '/usr/bin/env -i ./job',
    'sh -c "./job one; echo then"',
    '(./job; echo sub) 2>&1',
    '{ ./job; echo "grouped"; }',
    'flock -n lock -c "./job one"',
    'nice -n 5 ./job *',
    'umask 077; ./job',
    'awk \'BEGIN { print "a;b" }\'',
  ];

  test.each(lines)('%s', (line) => {
    const edited = underRun(line, 'T', { program: 'vigilmon', shell: cron('sh') });
    expect(runByCron(edited, 'sh')).toEqual(runByCron(line, 'sh'));
  });

  const url = 'http://127.0.0.1:7464/ping/T';
  test.each([...lines, 'a-missing-program', "echo it''s # don't"])('between two pings by curl: %s', (line) => {
    rmSync(file('bin/pings'), { force: true });
    const before = runByCron(line, 'sh');
    expect(runByCron(betweenPings(line, url, cron('sh')), 'sh')).toEqual(before);
    expect(readFileSync(file('bin/pings'), 'utf8')).toBe(`${url}/start\n${url}/${String(before.status)}\n`);
  });

  test.each(['set -o pipefail; ./job | cat', '[[ -x job ]] && ./job <(echo two)', './job &> out; cat out'])(
    'in bash: %s',
    (line) => {
      const edited = underRun(line, 'T', { program: 'vigilmon', shell: cron('/bin/bash') });
      expect(runByCron(edited, '/bin/bash')).toEqual(runByCron(line, '/bin/bash'));
    },
  );
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
    ["'/home/a b/vigilmon' run gone-token-0123456789 -- a", "'/home/a b/vigilmon' run fresh-token-0123456789 -- a"],
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
