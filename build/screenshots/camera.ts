/** A browser window of one size and theme that goes from scene to scene. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import type { Clock } from '../../electron/engine/ports.ts';
import { VigilmonWindow } from '../../test/e2e/pages/vigilmon-window.ts';
import type { Scene } from './scenes.ts';

export interface Format {
  readonly width: number;
  readonly height: number;
  readonly theme: 'light' | 'dark';
  /** Of dates and numbers; absent: British. */
  readonly locale?: string;
  /** As a browser zooms: the page gets that much less room. */
  readonly zoom?: number;
  readonly hasForcedColors?: boolean;
}

interface Camera {
  /** `900x600-dark` */
  readonly name: string;
  /** @returns the picture's file. */
  readonly take: (scene: Scene, directory: string) => Promise<string>;
}

export interface CameraOptions {
  readonly browser: Browser;
  readonly clock: Clock;
  /** Addresses of the window, token included: in use, and before anything has been set up. */
  readonly urls: { readonly furnished: string; readonly empty: string };
}

/** For what is still drawn after the last request, such as a line's last pixels. */
const quietMs = 250;
const leastToOpen = 900;
/** For one step on the way to a picture. */
const patienceMs = 10_000;

export function openCamera({ browser, clock, urls }: CameraOptions, format: Format): Camera {
  const { width, height, theme, locale = 'en-GB', zoom = 1, hasForcedColors = false } = format;
  const viewport = { width: Math.round(width / zoom), height: Math.round(height / zoom) };
  const marks = [locale === 'en-GB' ? '' : locale, zoom === 1 ? '' : `${zoom * 100}%`, hasForcedColors ? 'forced' : ''];
  const name = [`${width}x${height}`, theme, ...marks.filter((mark) => mark !== '')].join('-');
  return {
    name,
    async take(scene, directory) {
      // Each picture gets its own context: nothing stored in the browser carries over.
      const context = await browser.newContext({
        // A narrow window hides the monitors that scenes choose from: it is made narrow afterwards.
        viewport: { ...viewport, width: Math.max(viewport.width, leastToOpen) },
        deviceScaleFactor: zoom,
        colorScheme: theme,
        forcedColors: hasForcedColors ? 'active' : 'none',
        reducedMotion: 'reduce',
        locale,
        timezoneId: 'UTC',
      });
      context.setDefaultTimeout(patienceMs);
      const page = await context.newPage();
      await page.clock.install({ time: clock.now() });
      try {
        await page.goto(scene.isEmpty === true ? urls.empty : urls.furnished);
        const window = new VigilmonWindow(page);
        await scene.open(window);
        await page.setViewportSize(viewport);
        await scene.whenSized?.(window);
        await settle(page);
        const file = join(directory, `${scene.name}-${name}.png`);
        await page.screenshot({ path: file });
        await scene.leave?.(window);
        return file;
      } finally {
        await context.close();
      }
    },
  };
}

/** Loading has finished, and the pointer is over nothing. */
async function settle(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(quietMs);
}
