/**
 * `npm run screenshots [-- SCENE...] [OPTIONS]`: pictures of the window with the demo's data, at four sizes, light and
 * dark, in dist/screenshots. The data come from a seed and the clock starts at a fixed time, so that two runs show
 * nearly the same: only measurements taken meanwhile differ.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { openDemo } from './demo/demo.ts';
import { startPage } from './demo/hosts.ts';
import { problemLogger } from './demo/problem-logger.ts';
import { chromiumAdvice, obtainChromium } from './find-chromium.ts';
import { ensureBuilt, root } from './fresh-build.ts';
import { openCamera, type CameraOptions, type Format } from './screenshots/camera.ts';
import { clockFrom, pictureTime } from './screenshots/fixed-clock.ts';
import { scenes, type Scene } from './screenshots/scenes.ts';

const help = `npm run screenshots [-- SCENE...] [OPTIONS]

Scenes: ${scenes.map(({ name }) => name).join(', ')} (all)
Options:
  --size WxH       any, also several times (1280x800, 900x600, 1600x1000, 480x800)
  --theme NAME     light or dark (both)
  --locale NAME    of dates and numbers, such as de-DE (en-GB)
  --zoom PERCENT   as a browser zooms (100)
  --forced-colors  with the colours of the system
  --readme         takes those that README shows, into build/pictures
`;

const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
  { width: 1600, height: 1000 },
  { width: 480, height: 800 },
] as const;
const themes = ['light', 'dark'] as const;
/** The scene of the README's picture, at the first size. */
const readmeScene = 'monitor-week';
const days = 100;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', multiple: true, default: sizes.map(({ width, height }) => `${width}x${height}`) },
    theme: { type: 'string' },
    locale: { type: 'string' },
    zoom: { type: 'string', default: '100' },
    'forced-colors': { type: 'boolean', default: false },
    readme: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

interface Order {
  readonly scenes: readonly Scene[];
  readonly formats: readonly Format[];
  readonly directory: string;
}

/** The scenes, sizes and themes that the arguments select; a name that does not exist selects nothing. */
function readOrder(): Order {
  const formats = values.size.flatMap((size): readonly Format[] => {
    const [, width, height] = /^(\d+)x(\d+)$/.exec(size) ?? [];
    const asked = width === undefined ? [] : themes.filter((theme) => theme === (values.theme ?? theme));
    return asked.map((theme) => ({ width: Number(width), height: Number(height), theme }));
  });
  if (values.readme) {
    return {
      scenes: scenes.filter(({ name }) => name === readmeScene),
      formats: formats.slice(0, 2),
      directory: join(root, 'build/pictures'),
    };
  }
  return {
    scenes: positionals.length === 0 ? scenes : scenes.filter(({ name }) => positionals.includes(name)),
    formats: formats.map((format) => ({
      ...format,
      ...(values.locale === undefined ? {} : { locale: values.locale }),
      zoom: Number(values.zoom) / 100,
      hasForcedColors: values['forced-colors'],
    })),
    directory: join(root, 'dist/screenshots'),
  };
}

/** A scene that fails is reported, and the others are still taken. */
async function takeAll(order: Order, options: CameraOptions): Promise<void> {
  mkdirSync(order.directory, { recursive: true });
  for (const format of order.formats) {
    const camera = openCamera(options, format);
    for (const scene of order.scenes) {
      try {
        const file = await camera.take(scene, order.directory);
        process.stdout.write(`${relative(root, file)}  ${Math.ceil(statSync(file).size / 1_000)} kB\n`);
      } catch (error) {
        process.exitCode = 1;
        process.stderr.write(`${scene.name} (${camera.name}): ${String(error)}\n`);
      }
    }
  }
}

async function main(order: Order, executablePath: string): Promise<void> {
  // Nights, weekdays and hours in the picture are the same wherever it is taken.
  process.env['TZ'] = 'UTC';
  const nativeNotifier = { show: () => Promise.resolve('shown') };
  const parts = { clock: clockFrom(pictureTime), logger: problemLogger, nativeNotifier };
  const emptyDirectory = mkdtempSync(join(tmpdir(), 'vigilmon-screenshots-'));
  const demoOptions = { days, seed: 7, port: 0, inboxPort: 0, story: null, hasDesktop: true, electron: null };
  const [demo, empty, browser] = await Promise.all([
    openDemo({ ...parts, ...demoOptions }),
    startPage({ ...parts, dataDirectory: emptyDirectory }, 0),
    chromium.launch({ executablePath }),
  ]);
  const urls = { furnished: demo.windowUrl ?? '', empty: empty.windowUrl ?? '' };
  try {
    await takeAll(order, { browser, clock: parts.clock, urls });
  } finally {
    await browser.close();
    await demo.close();
    await empty.close();
    rmSync(emptyDirectory, { recursive: true, force: true });
  }
}

const order = readOrder();
if (values.help || order.scenes.length === 0 || order.formats.length === 0) {
  process.stdout.write(help);
  process.exit(values.help ? 0 : 2);
}
const chromiumPath = obtainChromium();
if (chromiumPath === null) {
  process.stderr.write(`${chromiumAdvice}\n`);
  process.exit(1);
}
ensureBuilt();
await main(order, chromiumPath);
process.exit();
