/**
 * The command probe: runs a program and reads its exit code as the monitor says. Its output is compared, shown, and
 * searched for performance data.
 */
import { oneLine } from '../../../contract/plain-text.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { Evidence } from '../../../contract/model/evidence.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import { evaluateAssertions } from '../../assertions/assertions.ts';
import { parseJson } from '../../assertions/json-text.ts';
import { found, type Readable } from '../../assertions/reading.ts';
import { Halted } from '../../transport/deadline.ts';
import { shorten } from '../../transport/excerpt.ts';
import type { SocketContext } from '../../transport/open-socket.ts';
import { redactorFor } from '../../transport/redaction.ts';
import type { ProbeFn } from '../kind.ts';
import { evaluated, probeWithin, type Attempt } from '../probing.ts';
import { commandEnvironment } from './environment.ts';
import { readPluginOutput, type PluginOutput } from './performance-data.ts';
import { plainOutput } from '../../transport/plain-output.ts';
import { runCommand, type Ended, type Output, type Running } from './run-command.ts';

type CommandMonitor = MonitorOf<'command'>;

const longestText = 200;
const longestOutput = 10_240;

export const probeCommand: ProbeFn<CommandMonitor> = (monitor, environment) =>
  probeWithin(monitor, environment, async (context) => {
    if (environment.allowsCommands?.() !== true) return notRun({ code: 'commands-not-allowed', facts: {} });
    const end = await context.work.commands.begin(JSON.stringify(monitor.command), context);
    try {
      return await run(monitor, context);
    } finally {
      end();
    }
  });

async function run(monitor: CommandMonitor, { clock, deadline }: SocketContext): Promise<Attempt> {
  const beganAt = clock.monotonic();
  const running = runCommand(
    { words: monitor.command, cwd: monitor.cwd, env: commandEnvironment(clearValues(monitor), process) },
    clock,
  );
  try {
    const ended = await running.ended(deadline);
    const responseTime = Math.round((clock.monotonic() - beganAt) * 10) / 10;
    return judge(monitor, ended, { ...readOutput(running.output(), monitor), responseTime });
  } catch (error) {
    if (!(error instanceof Halted) || error.by !== 'deadline') throw error;
    return timedOut(monitor, running);
  }
}

/** The probe starts with a monitor whose secrets are clear. */
function clearValues({ env }: CommandMonitor): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, typeof value === 'string' ? value : '']));
}

interface Written extends PluginOutput {
  /** All of it, as it is shown. */
  readonly shown: string;
}

/** Plugins say everything on their output; where there is nothing, errors are better than silence. */
function readOutput({ stdout, stderr }: Output, monitor: CommandMonitor): Written {
  const redact = redactorFor(monitor);
  const said = redact(plainOutput(stdout));
  const shown = shorten(said === '' ? redact(plainOutput(stderr)) : said, longestOutput);
  return { ...readPluginOutput(shown), shown };
}

interface Result extends Written {
  readonly responseTime: number;
}

function judge(monitor: CommandMonitor, ended: Ended, result: Result): Attempt {
  if ('error' in ended) {
    const [program = ''] = monitor.command;
    return notRun({
      code: 'command-not-started',
      facts: { program: oneLine(program, longestText), error: ended.error },
    });
  }
  const { exitCode } = ended;
  const { text, shown, figures, scales, responseTime } = result;
  const reported: Failure = { code: 'command-reported', facts: { exitCode, text: firstLine(text) } };
  const kept = {
    phases: null,
    evidence: [...outputEvidence(shown), { name: 'exitCode', type: 'line', text: String(exitCode) }],
    ...(Object.keys(figures).length === 0 ? {} : { figures, scales }),
  } as const satisfies Partial<Attempt>;
  const verdict = verdictOf(exitCode, monitor.results);
  if (verdict === 'fail' || verdict === 'inconclusive') return { verdict, responseTime, failure: reported, ...kept };
  const assertions = evaluateAssertions(monitor.assertions, readable(monitor, result));
  const outcome = evaluated({ assertions, responseTime, degradedAfter: monitor.degradedAfter });
  const isWarning = verdict === 'degraded' && outcome.verdict !== 'fail';
  return { ...outcome, ...kept, ...(isWarning ? { verdict, failure: reported } : {}) };
}

const pluginVerdicts = ['pass', 'degraded', 'fail'] as const;

function verdictOf(exitCode: number, results: CommandMonitor['results']): Attempt['verdict'] {
  if (results === 'exit') return exitCode === 0 ? 'pass' : 'fail';
  return pluginVerdicts[exitCode] ?? 'inconclusive';
}

function notRun(failure: Failure): Attempt {
  return { verdict: 'inconclusive', responseTime: null, failure, phases: null };
}

function timedOut(monitor: CommandMonitor, running: Running): Attempt {
  const { text, shown } = readOutput(running.output(), monitor);
  return {
    verdict: 'fail',
    responseTime: null,
    failure: { code: 'command-timed-out', facts: { afterMs: monitor.timeout, text: firstLine(text) } },
    phases: null,
    evidence: outputEvidence(shown),
  };
}

function outputEvidence(text: string): readonly Evidence[] {
  return text === '' ? [] : [{ name: 'output', type: 'block', text }];
}

function firstLine(text: string): string {
  return shorten(text.split('\n').find((line) => line.trim() !== '') ?? '', longestText).trim();
}

function readable(monitor: CommandMonitor, { text, responseTime }: Result): Readable {
  return {
    read: ({ on }) => found(on === 'responseTime' ? responseTime : text),
    text: () => text,
    json: () => parseJson(text),
    redact: redactorFor(monitor),
  };
}
