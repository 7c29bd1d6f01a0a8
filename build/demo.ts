/**
 * `npm run demo [-- OPTIONS]`: the whole story in two minutes, without a service of your own. Everything is on this
 * computer, in a directory that is removed at the end. Ctrl+C ends it.
 */
import { parseArgs } from 'node:util';
import { systemClock } from '../electron/host/system-clock.ts';
import { openDemo, type Demo, type DemoOptions } from './demo/demo.ts';
import { problemLogger } from './demo/problem-logger.ts';
import { story, storyInWords } from './demo/story.ts';
import { obstacleToWindow, obtainElectron } from './electron-binary.ts';
import { ensureBuilt } from './fresh-build.ts';

const help = `Options:
  --desktop        opens the desktop application in place of a page
  --port N         the window's port (any that is free)
  --inbox-port N   the inbox page's port (any that is free)
  --days N         of history (100)
  --seed N         for another past (7)
  --quiet          nothing breaks but by the buttons of the inbox page
`;

const { values } = parseArgs({
  options: {
    desktop: { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
    'inbox-port': { type: 'string', default: '0' },
    days: { type: 'string', default: '100' },
    seed: { type: 'string', default: '7' },
    quiet: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function count(name: 'port' | 'inbox-port' | 'days' | 'seed', highest: number): number {
  const text = values[name];
  if (/^\d{1,5}$/.test(text) && Number(text) <= highest) return Number(text);
  process.stderr.write(`--${name} must be a whole number up to ${highest}.\n\n${help}`);
  process.exit(2);
}

async function electronForDesktop(): Promise<string | null> {
  if (!values.desktop) return null;
  const obstacle = obstacleToWindow();
  const binary = obstacle === null ? await obtainElectron() : null;
  if (binary === null) {
    const reason = obstacle ?? 'no Electron binary';
    process.stderr.write(`Desktop application not available (${reason}): the window is a page.\n`);
  }
  return binary;
}

function hasDesktop(): boolean {
  if (process.platform !== 'linux') return true;
  return process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
}

function describe({ windowUrl, inboxUrl, dataDirectory }: Demo): string {
  return [
    windowUrl === null ? 'The window is open; its icon is in the tray.' : `Window  ${windowUrl}`,
    `Inbox   ${inboxUrl}`,
    `Data    ${dataDirectory} (removed at the end)`,
    '',
    ...(values.quiet ? ['Break and mend things on the inbox page.'] : storyInWords),
    '',
    'Ctrl+C ends it.',
    '',
  ].join('\n');
}

/** Once called, the first signal no longer ends the process by itself. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
    process.on('SIGHUP', () => resolve());
  });
}

if (values.help) {
  process.stdout.write(`npm run demo [-- OPTIONS]\n\n${help}`);
} else {
  const options: DemoOptions = {
    clock: systemClock,
    logger: problemLogger,
    days: count('days', 390),
    seed: count('seed', 99_999),
    port: count('port', 65_535),
    inboxPort: count('inbox-port', 65_535),
    story: values.quiet ? null : story,
    hasDesktop: hasDesktop(),
    electron: await electronForDesktop(),
  };
  ensureBuilt();
  const stopped = untilStopped();
  process.stderr.write(`Writing ${options.days} days of history...\n`);
  const opening = openDemo(options);
  // A signal during the start waits until the demo is complete, and then closes it.
  const demo = await opening;
  process.stdout.write(describe(demo));
  await Promise.race([stopped, demo.ended]);
  await demo.close();
  // A browser that still holds a connection must not delay the end.
  process.exit(0);
}
