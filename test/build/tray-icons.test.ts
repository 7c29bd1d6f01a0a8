/** The pictures of the tray as people see them: on light and on dark panels, and large enough for dense screens. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/source-imports.ts';

const folder = join(root, 'build/icons/tray');
const sources = readdirSync(folder).filter((name) => name.endsWith('.svg'));
const panels = { light: '#ececec', dark: '#2b2b2b' };

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(sources)('%s', (name) => {
  const [shape = ''] = readFileSync(join(folder, name), 'utf8').match(/#[0-9a-f]{6}/g) ?? [];

  test('stands out from light and from dark panels, and its sign from its shape', () => {
    expect(contrast(shape, panels.light)).toBeGreaterThanOrEqual(3);
    expect(contrast(shape, panels.dark)).toBeGreaterThanOrEqual(3);
    expect(contrast(shape, '#ffffff')).toBeGreaterThanOrEqual(3);
  });

  test('has 64 pixels on Linux, which scales it down', () => {
    const png = readFileSync(join(folder, name.replace('.svg', '.png')));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([64, 64]);
  });
});
