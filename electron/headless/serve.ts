/**
 * `vigilmon serve`: the engine with its listener and the window as a page, without a desktop. It prints one line with
 * the address to stdout; everything else goes to stderr and the log. It runs until it is stopped.
 */
import { readdirSync } from 'node:fs';
import type { Result } from '../contract/result.ts';
import { openEngine, type Engine } from '../engine/engine.ts';
import type { Logger } from '../engine/ports.ts';
import { wordError } from '../engine/wording/word-error.ts';
import { readConfigFile } from '../host/config-file.ts';
import { forkedLookups } from '../host/forked-lookups.ts';
import { isDischarging, watchBattery } from '../host/battery.ts';
import { errorCode, hasCode, makePrivateDirectory } from '../host/data-directory.ts';
import { boundHeapGrowth } from '../host/heap-growth.ts';
import { keyFileSecretBox } from '../host/key-file-secret-box.ts';
import { createNodeNotifier } from '../host/node-notifier.ts';
import type { OpenAccess } from '../host/listener-place.ts';
import { createLocalAccess, type LocalAccess, type LocalAccessOptions } from '../host/local-access.ts';
import { openLog } from '../host/open-log.ts';
import { spooledPings, type SpoolEntry } from '../host/ping-spool.ts';
import { systemRandomness } from '../host/randomness.ts';
import { terminalLocale } from '../host/terminal-locale.ts';
import { systemClock } from '../host/system-clock.ts';
import { thisComputer } from '../host/this-computer.ts';
import { collectLatePings } from '../http/late-pings.ts';
import { createMovableListener } from '../http/movable-listener.ts';
import { printError } from './cli/report.ts';
import { pageDirectory, version } from './program-files.ts';
import type { Terminal, UntilStopped } from './terminal.ts';

export interface ServeOptions {
  readonly dataDirectory: string;
  /** Null: as set in an earlier run, else the default. */
  readonly given: LocalAccessOptions['given'];
  /** Applied at the start. */
  readonly configFile: string | null;
  readonly hasPage: boolean;
  /** Monitors may run programs. */
  readonly allowsCommands: boolean;
}

/** @returns the exit code. */
export async function serve(options: ServeOptions, terminal: Terminal, untilStopped: UntilStopped): Promise<number> {
  const { dataDirectory } = options;
  const stopped = untilStopped();
  boundHeapGrowth();
  const obstacle = obstacleAt(dataDirectory, terminal.wording.cli);
  if (obstacle !== null) return printError({ code: 'unavailable', message: obstacle }, terminal);
  const logger = openLog(dataDirectory, (line) => terminal.err(line.trimEnd()));
  // The process ends because of it anyway; the log then says why.
  process.on('uncaughtExceptionMonitor', (error) =>
    logger.error('Vigilmon ends because of an unexpected error', { error }),
  );
  const sayWhere = ({ url, api }: OpenAccess): void =>
    terminal.out(terminal.wording.cli.running(`${url}/#token=${api?.token ?? ''}`));
  const access = createLocalAccess({
    dataDirectory,
    randomness: systemRandomness,
    given: options.given,
    api: { pageDirectory: options.hasPage ? findPage(logger) : null, isOptional: false },
    allowsCommands: options.allowsCommands,
    autostart: null,
    onMoved: sayWhere,
    logger,
  });
  const opened = await openHeadlessEngine(dataDirectory, terminal, { logger, access });
  if (!opened.ok) return printError(opened.error, terminal);
  const engine = opened.value;
  const reached = await access.open(createMovableListener({ engine, logger }));
  const exitCode = reached.ok
    ? await applyConfig(options.configFile, engine, terminal)
    : printError(wordError(reached.error, engine.wording), terminal);
  if (reached.ok && exitCode === 0) {
    const waiting = (): readonly SpoolEntry[] => spooledPings(dataDirectory);
    const endCollecting = collectLatePings({ engine, waiting, clock: systemClock, logger });
    engine.start();
    const battery = watchBattery(systemClock, isDischarging, engine.setOnBattery);
    access.announce();
    sayWhere(reached.value);
    await stopped;
    battery.stop();
    endCollecting();
  }
  await access.close();
  await engine.stop();
  return exitCode;
}

type Obstacles = Pick<Terminal['wording']['cli'], 'uncreatable' | 'unreadable'>;

/** Why this user may not use the directory. Null: it is there. */
function obstacleAt(dataDirectory: string, { uncreatable, unreadable }: Obstacles): string | null {
  const made = refusalOf(() => makePrivateDirectory(dataDirectory));
  if (made !== null) return uncreatable(dataDirectory, made);
  const read = refusalOf(() => readdirSync(dataDirectory));
  return read === null ? null : unreadable(dataDirectory, read);
}

/** The system's code, where it does not permit that. */
function refusalOf(use: () => unknown): string | null {
  try {
    use();
    return null;
  } catch (error) {
    if (hasCode(error, 'EACCES') || hasCode(error, 'EPERM')) return errorCode(error);
    throw error;
  }
}

function findPage(logger: Logger): string | null {
  const directory = pageDirectory();
  if (directory === null) {
    logger.warn("the window's files are not there, so only the API is served: build them with npm run build");
  }
  return directory;
}

function openHeadlessEngine(
  dataDirectory: string,
  { env }: Terminal,
  { logger, access }: { readonly logger: Logger; readonly access: LocalAccess },
): Promise<Result<Engine>> {
  return openEngine({
    dataDirectory,
    host: 'headless',
    locale: terminalLocale(env),
    version,
    clock: systemClock,
    logger,
    secretBox: keyFileSecretBox(dataDirectory, systemRandomness),
    nativeNotifier: createNodeNotifier(),
    randomness: systemRandomness,
    startLookupHelper: forkedLookups(),
    hostControls: access.controls,
    allowsCommands: access.allowsCommands,
    computer: thisComputer(),
  });
}

/** @returns the exit code. Nothing is started with a file that cannot be applied as a whole. */
async function applyConfig(file: string | null, engine: Engine, terminal: Terminal): Promise<number> {
  if (file === null) return 0;
  const read = await readConfigFile(file, terminal);
  if (!read.ok) return printError(read.error, terminal);
  const applied = await engine.api.config.apply(read.value);
  return applied.ok ? 0 : printError(applied.error, terminal, file);
}
