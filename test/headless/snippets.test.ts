/**
 * The code that the window offers for jobs, run by its interpreter against a real listener where there is one.
 * VIGILMON_PYTHON names a Python that has the libraries.
 */
import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { openListener } from '../../electron/http/listener.ts';
import type { PingSnippetId } from '../../electron/contract/monitors/ping-snippets.ts';
import { pingSnippets } from '../../electron/engine/kinds/heartbeat/snippets/ping-snippets.ts';
import { scheduleEvery } from '../support/stored-heartbeat.ts';
import { manualClock } from '../support/manual-clock.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, recordingLogger, valueOf } from '../support/test-engine.ts';

const token = 'snippet-token-0123456789';
const python = process.env['VIGILMON_PYTHON'] ?? 'python3';

/** Go compiles its library first. */
const patienceMs = 300_000;

type Command = readonly [program: string, ...args: readonly string[]];

/** A program around the code. */
interface Language {
  readonly id: PingSnippetId;
  readonly file: string;
  readonly program: (code: string) => string;
  readonly run: (file: string) => Command;
  /** Succeeds where it is installed. Absent: whatever can be started is. */
  readonly needs?: Command;
  /** Of the ping; absent: success. */
  readonly sends?: 'fail';
}

const ofPython = (modules: string) => ({
  file: 'ping.py',
  run: (file: string): Command => [python, file],
  needs: [python, '-c', `import ${modules}`] as const,
});
const ofShell = { file: 'ping.sh', run: (file: string): Command => ['bash', file] };
/** As the shell gets it. */
const shellLine = (code: string): string => `your-command() { :; }\n${code}`;

const javaImports =
  'import java.io.IOException; import java.net.URI; import java.net.http.*; import java.time.Duration;';
const usings = 'using System; using System.Net.Http; using System.Threading.Tasks;';
const languages: readonly Language[] = [
  { id: 'curl', file: 'ping.sh', program: (code) => code, run: (file) => ['sh', file] },
  { id: 'shell', ...ofShell, program: shellLine },
  { id: 'docker', ...ofShell, program: (code) => code.replaceAll('host.docker.internal', '127.0.0.1') },
  { id: 'cron', ...ofShell, program: (code) => shellLine(code.replace(/^(?:\S+ ){5}/, '')) },
  { id: 'python-requests', ...ofPython('requests'), program: (code) => code },
  {
    id: 'python-httpx',
    ...ofPython('httpx'),
    program: (code) => `import asyncio\nasync def main():\n${indented(code)}\nasyncio.run(main())\n`,
  },
  { id: 'apscheduler', ...ofPython('apscheduler, requests'), program: scheduled('pass') },
  { id: 'apscheduler', ...ofPython('apscheduler, requests'), program: scheduled('1 / 0'), sends: 'fail' },
  { id: 'celery', ...ofPython('celery, requests'), program: celeryTask('pass') },
  { id: 'celery', ...ofPython('celery, requests'), program: celeryTask('1 / 0'), sends: 'fail' },
  { id: 'node', file: 'ping.mjs', program: (code) => code, run: (file) => [process.execPath, file] },
  {
    id: 'go',
    file: 'ping.go',
    program: (code) => `package main\nimport ("log"; "net/http"; "time")\nfunc main() {\n${code}\n}\n`,
    run: (file) => ['go', 'run', file],
    needs: ['go', 'version'],
  },
  { id: 'ruby', file: 'ping.rb', program: (code) => code, run: (file) => ['ruby', file] },
  { id: 'php', file: 'ping.php', program: (code) => `<?php\n${code}`, run: (file) => ['php', file] },
  {
    id: 'java',
    file: 'Ping.java',
    program: (code) =>
      `${javaImports}\nclass Ping { public static void main(String[] args) throws Exception {\n${code}\n} }\n`,
    run: (file) => ['java', file],
  },
  {
    id: 'dotnet',
    file: 'ping.cs',
    program: (code) =>
      `${usings}\nclass Ping { static void Main() { Run().Wait(); } static async Task Run() {\n${code}\n} }\n`,
    run: (file) => ['sh', '-c', 'mcs -r:System.Net.Http -out:ping.exe "$0" && mono ping.exe', file],
    needs: ['sh', '-c', 'command -v mcs && command -v mono && gacutil -l System.Net.Http | grep -q Version'],
  },
  { id: 'powershell', file: 'ping.ps1', program: (code) => code, run: (file) => ['pwsh', '-File', file] },
  { id: 'github-actions', ...ofShell, program: stepOfWorkflow('success') },
  { id: 'github-actions', ...ofShell, program: stepOfWorkflow('failure'), sends: 'fail' },
  {
    id: 'systemd',
    ...ofShell,
    program: (code) => `export EXIT_STATUS=1\n${commandOf(code, 'ExecStopPost')}`,
    sends: 'fail',
  },
  { id: 'systemd-units', ...ofShell, program: (code) => commandOf(code, 'ExecStart').replace('%i', '0') },
];

function indented(code: string): string {
  return code.replace(/^/gm, '    ');
}

/** A scheduler that runs one job, once. */
function scheduled(work: string): Language['program'] {
  return (code) => `import logging, time
from apscheduler.schedulers.background import BackgroundScheduler
logging.disable()
scheduler = BackgroundScheduler()
${code}
def job():
    ${work}
scheduler.add_job(job)
scheduler.start()
while scheduler.get_jobs():
    time.sleep(0.01)
scheduler.shutdown()
`;
}

/** A task that is run once, in this process. */
function celeryTask(work: string): Language['program'] {
  return (code) => `from celery import Celery
@Celery().task
def your_task():
    ${work}
${code}
your_task.apply()
`;
}

/** GitHub replaces the expression before the shell sees it. */
function stepOfWorkflow(status: 'success' | 'failure'): Language['program'] {
  return (code) => {
    const [step] = parse(code) as readonly [{ readonly if: string; readonly run: string }];
    expect(step.if).toBe('always()');
    return step.run.replace(/\$\{\{ job\.status != 'success' && '(\S+)' \|\| '' \}\}/, (_, end: string) =>
      status === 'success' ? '' : end,
    );
  };
}

/** A `$` is written twice in a unit; a dash in front lets the command fail. */
function commandOf(unit: string, key: string): string {
  return (new RegExp(`^${key}=-?(.*)$`, 'm').exec(unit)?.[1] ?? '').replaceAll('$$', '$');
}

function succeeds([program, ...args]: Command): boolean {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

function isInstalled({ needs, run }: Language): boolean {
  const [program] = run('');
  if (needs !== undefined) return succeeds(needs);
  return spawnSync(program, ['--help'], { stdio: 'ignore', timeout: 10_000 }).error === undefined;
}

function codeOf(id: PingSnippetId, url: string): string {
  const snippet = pingSnippets(url, scheduleEvery(300_000)).find((one) => one.id === id);
  if (snippet === undefined) throw new Error(`there is no code for ${id}`);
  return snippet.code;
}

for (const language of languages) {
  const { id, file, program, run, sends = 'success' } = language;
  test.skipIf(!isInstalled(language))(`the code for ${id} sends a ${sends} ping`, { timeout: patienceMs }, async () => {
    const directory = tempDirectory(onTestFinished);
    const engine = await openTestEngine({ directory, clock: manualClock() });
    engine.start();
    onTestFinished(() => engine.stop());
    valueOf(await engine.api.monitors.create({ kind: 'heartbeat', id: 'job', schedule: { every: '5m' }, token }));
    const listener = valueOf(await openListener({ engine, host: '127.0.0.1', port: 0, logger: recordingLogger([]) }));
    onTestFinished(() => listener.close());
    const path = join(directory, file);
    writeFileSync(path, program(codeOf(id, `${listener.url}/ping/${token}`)));
    const [command, ...args] = run(path);
    const printed = await new Promise<string>((resolve) => {
      execFile(command, args, { cwd: directory }, (error, stdout, stderr) => {
        resolve(stdout + stderr + (error?.message ?? ''));
      });
    });
    const { items } = valueOf(await engine.api.pings.list({ monitorId: 'job' }));
    expect([printed, items[0]?.kind]).toEqual(['', sends]);
  });
}

/** They end with the code of their last command. */
const shells = ['curl', 'shell', 'docker', 'cron', 'systemd', 'systemd-units', 'github-actions'];

for (const language of languages.filter(({ id, sends }) => !shells.includes(id) && sends === undefined)) {
  const { id, file, program, run } = language;
  test.skipIf(!isInstalled(language))(
    `the code for ${id} ends no job where the ping cannot be sent`,
    { timeout: patienceMs },
    () => {
      const directory = tempDirectory(onTestFinished);
      writeFileSync(join(directory, file), program(codeOf(id, `http://127.0.0.1:1/ping/${token}`)));
      const [command, ...args] = run(join(directory, file));
      expect(spawnSync(command, args, { cwd: directory, encoding: 'utf8' })).toMatchObject({ status: 0 });
    },
  );
}

const unitUrl = `http://127.0.0.1:7464/ping/${token}`;

test.skipIf(!succeeds(['systemd-analyze', '--version']))('systemd accepts the units', () => {
  const directory = tempDirectory(onTestFinished);
  const verify = (unit: string) =>
    spawnSync('systemd-analyze', ['verify', join(directory, unit)], {
      encoding: 'utf8',
      env: { ...process.env, SYSTEMD_UNIT_PATH: `${directory}:` },
    }).stderr;
  const [, job = '', ping = ''] = codeOf('systemd-units', unitUrl).split(/^# .*service$/m);
  writeFileSync(join(directory, 'your-job.service'), `${job}[Service]\nExecStart=/bin/true\n`);
  writeFileSync(join(directory, 'vigilmon-ping@.service'), ping);
  const ownJob = codeOf('systemd', unitUrl).replace('/usr/local/bin/your-command', '/bin/true');
  writeFileSync(join(directory, 'own-job.service'), ownJob);
  expect([verify('your-job.service'), verify('own-job.service')]).toEqual(['', '']);
});

test('Kubernetes gets a list of containers with the command as arguments', () => {
  const url = `http://192.0.2.7:7464/ping/${token}`;
  const [, , command] = (parse(codeOf('kubernetes', url)) as { containers: [{ command: string[] }] }).containers[0]
    .command;
  expect(command).toBe(`your-command; curl -fsS -m 10 --retry 3 -o /dev/null ${url}/$?`);
});

test.skipIf(!succeeds(['php', '--version']))('PHP accepts the code for Laravel', () => {
  const file = join(tempDirectory(onTestFinished), 'console.php');
  writeFileSync(file, `<?php\nuse Illuminate\\Support\\Facades\\Schedule;\n${codeOf('laravel', unitUrl)}`);
  expect(spawnSync('php', ['-l', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});
