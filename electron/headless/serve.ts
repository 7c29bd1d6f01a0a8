/**
 * `vigilmon serve`: the engine with its listener and the window as a page, without a desktop. One line on stdout says
 * where; everything else goes to stderr and to the log. It runs until it is told to stop.
 */
import { ok, type Result } from '../contract/result.ts';
import { openEngine, type Engine } from '../engine/engine.ts';
import type { Logger } from '../engine/ports.ts';
import { makePrivateDirectory } from '../host/data-directory.ts';
import { keyFileSecretBox } from '../host/key-file-secret-box.ts';
import { createNodeNotifier } from '../host/node-notifier.ts';
import { openLog } from '../host/open-log.ts';
import { systemRandomness } from '../host/randomness.ts';
import { systemClock } from '../host/system-clock.ts';
import { openListener, type Listener } from '../http/listener.ts';
import { printError, readTextFile, usedVariables } from './cli/report.ts';
import { pageDirectory, version } from './program-files.ts';
import { announceRunning, keepToken } from './running-file.ts';
import type { Terminal, UntilStopped } from './terminal.ts';

export interface ServeOptions {
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  /** Applied at the start. */
  readonly configFile: string | null;
  readonly hasPage: boolean;
}

/** @returns the exit code. */
export async function serve(options: ServeOptions, terminal: Terminal, untilStopped: UntilStopped): Promise<number> {
  const { dataDirectory } = options;
  const stopped = untilStopped();
  makePrivateDirectory(dataDirectory);
  const logger = openLog(dataDirectory, (line) => terminal.err(line.trimEnd()));
  // The process ends by it all the same; so the log tells why.
  process.on('uncaughtExceptionMonitor', (error) =>
    logger.error('an error that nobody expected ends Vigilmon', { error }),
  );
  const opened = await openHeadlessEngine(dataDirectory, logger);
  if (!opened.ok) return printError(opened.error, terminal);
  const engine = opened.value;
  const token = keepToken(dataDirectory, systemRandomness);
  const listening = await listen({ options, engine, token, logger });
  if (!listening.ok) {
    await engine.stop();
    return printError(listening.error, terminal);
  }
  const listener = listening.value;
  const exitCode = await applyConfig(options.configFile, engine, terminal);
  if (exitCode === 0) {
    engine.start();
    const retract = announceRunning(dataDirectory, listener.url);
    terminal.out(`Vigilmon is running at ${listener.url}/#token=${token}`);
    await stopped;
    retract();
  }
  await listener.close();
  await engine.stop();
  return exitCode;
}

function openHeadlessEngine(dataDirectory: string, logger: Logger): Promise<Result<Engine>> {
  return openEngine({
    dataDirectory,
    host: 'headless',
    version,
    clock: systemClock,
    logger,
    secretBox: keyFileSecretBox(dataDirectory, systemRandomness),
    nativeNotifier: createNodeNotifier(),
    randomness: systemRandomness,
  });
}

interface ListenParts {
  readonly options: ServeOptions;
  readonly engine: Engine;
  readonly token: string;
  readonly logger: Logger;
}

async function listen({ options, engine, token, logger }: ListenParts): Promise<Result<Listener>> {
  const directory = options.hasPage ? pageDirectory() : null;
  if (options.hasPage && directory === null) {
    logger.warn("the window's files are not there, so only the API is served: build them with npm run build");
  }
  const listening = await openListener({
    engine,
    host: options.host,
    port: options.port,
    logger,
    api: { token, pageDirectory: directory },
  });
  if (!listening.ok) return listening;
  engine.reportListener({ url: listening.value.url });
  return ok(listening.value);
}

/** @returns the exit code: nothing is started with a file that cannot be applied as a whole. */
async function applyConfig(file: string | null, engine: Engine, terminal: Terminal): Promise<number> {
  if (file === null) return 0;
  const read = await readTextFile(file);
  if (!read.ok) return printError(read.error, terminal);
  const yaml = read.value;
  const applied = await engine.api.config.apply({ yaml, env: usedVariables(yaml, terminal.env) });
  return applied.ok ? 0 : printError(applied.error, terminal, file);
}
