/** The code that the window offers for jobs, run by its interpreter against a real listener where there is one. */
import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openListener } from '../../electron/http/listener.ts';
import { pingSnippets, type SnippetId } from '../../renderer/snippets.ts';
import { scheduleEvery } from '../support/heartbeat-fields.ts';
import { manualClock } from '../support/manual-clock.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, recordingLogger, valueOf } from '../support/test-engine.ts';

const token = 'snippet-token-0123456789';

/** A program around the code. */
interface Language {
  readonly id: SnippetId;
  readonly file: string;
  readonly program: (code: string) => string;
  readonly run: (file: string) => readonly [program: string, ...args: readonly string[]];
}

const javaImports = 'import java.net.URI; import java.net.http.*; import java.time.Duration;';
const languages: readonly Language[] = [
  { id: 'curl', file: 'ping.sh', program: (code) => code, run: (file) => ['sh', file] },
  { id: 'shell', file: 'ping.sh', program: (code) => `your-command() { :; }\n${code}`, run: (file) => ['bash', file] },
  { id: 'node', file: 'ping.mjs', program: (code) => code, run: (file) => [process.execPath, file] },
  { id: 'ruby', file: 'ping.rb', program: (code) => code, run: (file) => ['ruby', file] },
  { id: 'php', file: 'ping.php', program: (code) => `<?php\n${code}`, run: (file) => ['php', file] },
  {
    id: 'java',
    file: 'Ping.java',
    program: (code) =>
      `${javaImports}\nclass Ping { public static void main(String[] args) throws Exception {\n${code}\n} }\n`,
    run: (file) => ['java', file],
  },
];

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--help'], { stdio: 'ignore', timeout: 10_000 }).error === undefined;
}

test.each(languages.filter(({ run }) => isInstalled(run('')[0])))(
  'the code for $id sends a ping',
  { timeout: 60_000 },
  async ({ id, file, program, run }) => {
    const directory = tempDirectory(onTestFinished);
    const engine = await openTestEngine({ directory, clock: manualClock() });
    engine.start();
    onTestFinished(() => engine.stop());
    valueOf(await engine.api.monitors.create({ kind: 'heartbeat', id: 'job', schedule: { every: '5m' }, token }));
    const listener = valueOf(await openListener({ engine, host: '127.0.0.1', port: 0, logger: recordingLogger([]) }));
    onTestFinished(() => listener.close());
    const snippet = pingSnippets(`${listener.url}/ping/${token}`, scheduleEvery(300_000)).find((one) => one.id === id);
    const path = join(directory, file);
    writeFileSync(path, program(snippet?.code ?? ''));
    const [command, ...args] = run(path);
    const printed = await new Promise<string>((resolve) => {
      execFile(command, args, (error, stdout, stderr) => resolve(stdout + stderr + (error?.message ?? '')));
    });
    const { items } = valueOf(await engine.api.pings.list({ monitorId: 'job' }));
    expect([printed, items[0]?.kind]).toEqual(['', 'success']);
  },
);
