/**
 * Jobs behave under `vigilmon run` as they do without it, whatever is wrong with the monitoring. Each is a line of the
 * shell in which `job` runs a command under `vigilmon run`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { mountSmallDisk } from '../support/small-disk.ts';
import { jobLine, programCommand } from '../support/source-command.ts';
import { tempDirectory } from '../support/temp-directory.ts';

const token = 'backup-token-0123456789';

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

function announce(data: string, port: number): string {
  mkdirSync(data, { recursive: true });
  writeFileSync(
    join(data, 'running.json'),
    JSON.stringify({ url: `http://127.0.0.1:${port}`, pid: process.pid, hasApi: false }),
  );
  return data;
}

/** Ways in which monitoring can fail: each prepares a data directory, and may name another target. */
const faults: Readonly<Record<string, (directory: string) => Promise<string> | string>> = {
  'Vigilmon records them': async (directory) =>
    announce(directory, await listening(createHttpServer((_, response) => void response.end('OK')))),
  'nobody listens': (directory) => announce(directory, 1),
  'the listener never responds': async (directory) => {
    const server = createServer((socket) => onTestFinished(() => void socket.destroy()));
    return announce(directory, await listening(server));
  },
  'the listener closes each connection': async (directory) =>
    announce(directory, await listening(createServer((socket) => void socket.destroy()))),
  'every ping is refused': async (directory) =>
    announce(directory, await listening(createHttpServer((_, response) => void response.writeHead(404).end()))),
  'the data directory is a file': (directory) => {
    writeFileSync(join(directory, 'file'), '');
    return join(directory, 'file', 'data');
  },
  'the data directory is a loop of links': (directory) => {
    for (const name of ['running.json', 'spool']) symlinkSync(name, join(directory, name));
    return directory;
  },
  'the file that says where Vigilmon runs is a directory': (directory) => {
    mkdirSync(join(directory, 'running.json'));
    return directory;
  },
  'the file that says where Vigilmon runs is nonsense': (directory) => {
    writeFileSync(join(directory, 'running.json'), '{"url":"nowhere","pid":1,"hasApi":true}');
    return directory;
  },
  'the data directory is closed to this user': (directory) => {
    chmodSync(directory, 0);
    onTestFinished(() => chmodSync(directory, 0o700));
    return directory;
  },
};

describe.each(Object.entries(faults))('a job is as without monitoring where %s', (_, prepare) => {
  const outcome = async (line: string): Promise<unknown> => {
    const data = await prepare(tempDirectory(onTestFinished));
    return jobLine(line, ['--data', data, token]);
  };

  test('in its exit code, its input, and its output with its order', async () => {
    const script = 'echo 1; echo 2 >&2; cat; echo 4 >/dev/stdout; echo 5 >/dev/stderr; exit 42';
    const line = `echo 3 | job sh -c '${script}' 2>&1`;
    expect(await outcome(line)).toEqual({ code: 42, stdout: '1\n2\n3\n4\n5\n', stderr: '' });
  });

  test('if it leaves a child behind that writes later', async () => {
    const mark = join(tempDirectory(onTestFinished), 'mark');
    const script = `(read line < ${mark}.go; echo late; echo "wrote $?" > ${mark}) & exit 3`;
    const line = `mkfifo ${mark}.go; job sh -c '${script}'; echo "code $?"; echo go > ${mark}.go`;
    expect(await outcome(line)).toEqual({ code: 0, stdout: 'code 3\nlate\n', stderr: '' });
    expect(readFileSync(mark, 'utf8')).toBe('wrote 0\n');
  });
});

describe('the output of a job', () => {
  const run = (line: string) => jobLine(line, ['--data', join(tempDirectory(onTestFinished), 'data'), token]);

  test.each([0, 1, 42, 126, 127, 128, 200, 255])('leaves its exit code alone: %i', async (code) => {
    expect((await run(`job sh -c 'exit ${code}'`)).code).toBe(code);
  });

  test('keeps its order in one file', async () => {
    const file = join(tempDirectory(onTestFinished), 'out');
    await run(`job sh -c 'echo 1; echo 2 >&2; echo 3; echo 4 >&2' > ${file} 2>&1`);
    expect(readFileSync(file, 'utf8')).toBe('1\n2\n3\n4\n');
  });

  test.skipIf(process.platform !== 'linux')('is sent from a file as well, once, without what was there', async () => {
    const directory = tempDirectory(onTestFinished);
    const file = join(directory, 'log');
    const data = announce(join(directory, 'data'), 1);
    await jobLine(`echo before > ${file}; job sh -c 'echo out; echo err >&2' >> ${file} 2>&1`, ['--data', data, token]);
    const pings = readdirSync(join(data, 'spool')).sort();
    const end = JSON.parse(readFileSync(join(data, 'spool', pings.at(-1) ?? ''), 'utf8')) as { body: string };
    expect([readFileSync(file, 'utf8'), end.body]).toEqual(['before\nout\nerr\n', 'out\nerr\n']);
  });

  test('goes to each of two streams', async () => {
    expect(await run(`job sh -c 'echo out; echo err >&2'`)).toMatchObject({ stdout: 'out\n', stderr: 'err\n' });
  });

  test('can be opened by name', async () => {
    const script = 'echo a > /proc/self/fd/1; echo b > /proc/self/fd/2';
    expect(await run(`job sh -c '${script}'`)).toMatchObject({ stdout: 'a\n', stderr: 'b\n' });
  });

  test('is complete for a reader that begins late', async () => {
    const started = join(tempDirectory(onTestFinished), 'started');
    const line = `mkfifo ${started}; job sh -c 'echo > ${started}; head -c 300000 /dev/zero' | (cat ${started} > /dev/null; cat) | wc -c`;
    expect((await run(line)).stdout.trim()).toBe('300000');
  });

  test('that a full disk refuses is an error of the job itself', async () => {
    expect(await run(`job sh -c 'echo ok; echo "status $?" >&2; exit 7' > /dev/full`)).toMatchObject({
      code: 7,
      stderr: expect.stringMatching(/status [12]\n$/u) as string,
    });
  });

  test('ends the job once its reader has gone', async () => {
    expect((await run(`job yes | head -n 2`)).stdout).toBe('y\ny\n');
  });

  test('arrives after the program that started the job was killed', async () => {
    const directory = tempDirectory(onTestFinished);
    const fifo = join(directory, 'go');
    spawnSync('mkfifo', [fifo]);
    const script = `echo started; read line < ${fifo}; echo written; echo "status $?" > ${directory}/mark`;
    const child = spawn(...programCommand(['run', '--data', directory, token, '--', 'sh', '-c', script]));
    const rest = text(child.stdout);
    await once(child.stdout, 'data');
    const closed = once(child, 'exit');
    child.kill('SIGKILL');
    await closed;
    await writeFile(fifo, 'go\n');
    expect(await rest).toBe('started\nwritten\n');
    expect(readFileSync(join(directory, 'mark'), 'utf8')).toBe('status 0\n');
  });
});

const hasScript = existsSync('/usr/bin/script');

describe.skipIf(!hasScript)('in a terminal', () => {
  const inTerminal = (command: string) => {
    const data = join(tempDirectory(onTestFinished), 'data');
    const [program, args] = programCommand(['run', '--data', data, token, '--', 'sh', '-c']);
    const quoted = [program, ...args].map((word) => `'${word}'`).join(' ');
    return spawn('script', ['-qec', command.replace('JOB', quoted), '/dev/null']);
  };

  test('the job has the terminal on all three streams', async () => {
    const child = inTerminal(`JOB 'for n in 0 1 2; do test -t $n && printf $n; done'`);
    expect(await text(child.stdout)).toBe('012');
  });

  test.each([
    ['and its output there', ''],
    ['and its output in a file', '> /dev/null 2>&1'],
  ])('Ctrl-C reaches the job once, %s', async (_, redirection) => {
    const directory = tempDirectory(onTestFinished);
    const [log, fifo, ready] = ['log', 'go', 'ready'].map((name) => join(directory, name)) as [string, string, string];
    spawnSync('mkfifo', [fifo, ready]);
    const script = `trap "echo INT >> ${log}; echo > ${ready}" INT; echo > ${ready}; while ! read line < ${fifo}; do :; done`;
    const child = inTerminal(`JOB '${script}' ${redirection}`);
    const closed = once(child, 'close');
    await readFile(ready);
    child.stdin.write('\u0003');
    await readFile(ready);
    await writeFile(fifo, 'go\n');
    await closed;
    expect(readFileSync(log, 'utf8')).toBe('INT\n');
  });
});

describe('a signal', () => {
  test.each(['TERM', 'INT', 'HUP', 'QUIT', 'USR1', 'USR2', 'ALRM'] as const)('SIG%s reaches the job', async (name) => {
    const data = join(tempDirectory(onTestFinished), 'data');
    const script = `trap 'echo heard; exit 9' ${name}; echo ready; while :; do sleep 0.01; done`;
    const child = spawn(...programCommand(['run', '--data', data, token, '--', 'sh', '-c', script]));
    const output = text(child.stdout);
    const closed = once(child, 'close');
    await once(child.stdout, 'data');
    child.kill(`SIG${name}`);
    await closed;
    expect([child.exitCode, await output]).toEqual([9, 'ready\nheard\n']);
  });
});

const disk = mountSmallDisk(1);
disk?.remove();

test.skipIf(disk === null)(
  'a disk that is full under everything costs the output of the ping, not the job',
  async () => {
    const small = mountSmallDisk(1);
    if (small === null) throw new Error('the trial could be mounted');
    onTestFinished(small.remove);
    small.fill();
    const line = `job sh -c 'echo hi > /dev/stdout; exit 5' | cat`;
    const ended = await jobLine(line, ['--data', join(small.path, 'data'), token], { TMPDIR: small.path });
    expect(ended).toEqual({ code: 0, stdout: 'hi\n', stderr: '' });
  },
);
