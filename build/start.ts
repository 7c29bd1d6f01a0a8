/**
 * `npm start`: the desktop application if there is a display and an Electron binary that runs; otherwise prints the reason
 * in one line and runs headless. Options are passed to either.
 */
import { spawn } from 'node:child_process';
import { obstacleToWindow, obtainElectron } from './electron-binary.ts';
import { ensureBuilt, root } from './fresh-build.ts';
import { runHeadless } from './headless.ts';
import { endWithNpm } from './npm-parent.ts';

const options = process.argv.slice(2);
/** How Electron fails if the system does not let it create its sandbox or open the display. */
const crashes: readonly (NodeJS.Signals | null)[] = ['SIGTRAP', 'SIGABRT', 'SIGILL', 'SIGSEGV'];
/** What the system's loader exits with where a shared library is missing. */
const cannotLoad = 127;

function goHeadless(reason: string): void {
  process.stderr.write(`Desktop application not available (${reason}): going on headless.\n`);
  runHeadless(['serve', ...options.filter((option) => !isAboutWindow(option))]);
}

/** Without a window nothing is hidden, and no link opens anything. */
function isAboutWindow(option: string): boolean {
  return option === '--hidden' || option.toLowerCase().startsWith('vigilmon:');
}

function startDesktop(binary: string): void {
  const env = { ...process.env };
  delete env['ELECTRON_RUN_AS_NODE'];
  endWithNpm();
  const child = spawn(binary, [root, ...options], { stdio: 'inherit', env });
  const passOn = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  process.on('SIGINT', passOn);
  process.on('SIGTERM', passOn);
  const release = (): void => {
    process.off('SIGINT', passOn);
    process.off('SIGTERM', passOn);
  };
  child.once('error', (error) => {
    release();
    goHeadless(error.message);
  });
  child.once('exit', (code, signal) => {
    release();
    if (crashes.includes(signal)) goHeadless(`Electron ended with ${String(signal)}`);
    else if (code === cannotLoad) goHeadless('Electron could not be loaded');
    else process.exitCode = code ?? 1;
  });
}

ensureBuilt();
const obstacle = obstacleToWindow();
const binary = obstacle === null ? await obtainElectron() : null;
if (binary !== null) startDesktop(binary);
else goHeadless(obstacle ?? 'no Electron binary');
