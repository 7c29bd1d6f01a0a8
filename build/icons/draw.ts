/**
 * Renders the PNG and ICO files that Electron needs from the SVG sources next to it, with a Chromium: `node
 * build/icons/draw.ts [path of a Chromium]`. Run it after a change to a source, and commit the result.
 * tray/<state>.png: Linux, which sends one picture that the panel scales. tray/<state>Template.png and @2x: macOS,
 * which colours them itself, so the light glyph becomes a hole. tray/<state>.ico: Windows, one picture per scale.
 * app/<size>.png: the sizes that Linux menus look for.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';

const folder = import.meta.dirname;
/** As large as panels show them at twice the usual scale. */
const linuxPixels = 64;
const macPixels = 18;
const windowsPixels = [16, 20, 24, 32, 40, 48] as const;
const menuPixels = [16, 24, 32, 48, 64, 128, 256, 512] as const;

type Style = 'colour' | 'template';

interface Order {
  readonly source: string;
  readonly pixels: number;
  readonly style: Style;
}

/** Runs in the page. `template`: black, as opaque as the picture is dark, so that white parts become holes. */
async function drawInPage(order: Order): Promise<string> {
  const image = new Image(order.pixels, order.pixels);
  image.src = `data:image/svg+xml,${encodeURIComponent(order.source)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(order.pixels, order.pixels);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this Chromium cannot draw');
  context.drawImage(image, 0, 0, order.pixels, order.pixels);
  if (order.style === 'template') {
    const picture = context.getImageData(0, 0, order.pixels, order.pixels);
    for (let i = 0; i < picture.data.length; i += 4) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = picture.data.subarray(i, i + 4);
      const white = Math.min(red, green, blue) / 255;
      // The minimum of the three is high only in the white glyph; no colour of a shape exceeds 0.6.
      const hole = Math.max(0, (white - 0.6) / 0.4);
      picture.data.set([0, 0, 0, alpha * (1 - hole)], i);
    }
    context.putImageData(picture, 0, 0);
  }
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

async function draw(page: Page, order: Order): Promise<Buffer> {
  return Buffer.from(await page.evaluate(drawInPage, order), 'base64');
}

/** An ICO file containing PNGs: header, one directory entry of 16 bytes each, pictures. */
function toIco(pictures: readonly { readonly pixels: number; readonly png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { pixels, png }] of pictures.entries()) {
    const entry = 6 + 16 * index;
    header.writeUInt8(pixels % 256, entry);
    header.writeUInt8(pixels % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

async function drawTrayIcon(page: Page, name: string): Promise<void> {
  const source = readFileSync(join(folder, 'tray', `${name}.svg`), 'utf8');
  const write = (file: string, content: Buffer): void => {
    writeFileSync(join(folder, 'tray', file), content);
  };
  write(`${name}.png`, await draw(page, { source, pixels: linuxPixels, style: 'colour' }));
  write(`${name}Template.png`, await draw(page, { source, pixels: macPixels, style: 'template' }));
  write(`${name}Template@2x.png`, await draw(page, { source, pixels: macPixels * 2, style: 'template' }));
  const pictures = [];
  for (const pixels of windowsPixels) {
    pictures.push({ pixels, png: await draw(page, { source, pixels, style: 'colour' }) });
  }
  write(`${name}.ico`, toIco(pictures));
}

const executablePath = process.argv[2];
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
try {
  const page = await browser.newPage();
  for (const file of readdirSync(join(folder, 'tray'))) {
    if (file.endsWith('.svg')) await drawTrayIcon(page, file.slice(0, -'.svg'.length));
  }
  const source = readFileSync(join(folder, 'app.svg'), 'utf8');
  writeFileSync(join(folder, 'app.png'), await draw(page, { source, pixels: 1024, style: 'colour' }));
  writeFileSync(join(folder, 'app-128.png'), await draw(page, { source, pixels: 128, style: 'colour' }));
  mkdirSync(join(folder, 'app'), { recursive: true });
  for (const pixels of menuPixels) {
    const file = `app/${String(pixels)}x${String(pixels)}.png`;
    writeFileSync(join(folder, file), await draw(page, { source, pixels, style: 'colour' }));
  }
} finally {
  await browser.close();
}
