import { describe, expect, test } from 'vitest';
import type { MonitorSummary } from '../../../electron/contract/model/state.ts';
import { speechFor } from '../../../electron/engine/wording/languages.ts';
import { downLabel, trayTooltip } from '../../../electron/main/tray/wording.ts';
import { many, monitor, overview } from './overviews.ts';

const speech = speechFor('en-GB');

function tooltip(...monitors: readonly MonitorSummary[]): string {
  return trayTooltip(overview('up', monitors), speech);
}

describe('the tooltip', () => {
  test('counts what is down before what is up', () => {
    expect(tooltip(...many(14, 'up'), ...many(2, 'down'))).toBe('2 down, 14 up');
  });

  test('omits states without monitors', () => {
    expect(tooltip(...many(16, 'up'))).toBe('16 up');
    expect(tooltip(monitor('a', 'degraded'), monitor('b', 'up'))).toBe('1 degraded, 1 up');
    expect(tooltip(monitor('a', 'unknown'), monitor('b', 'up'))).toBe('1 unknown, 1 up');
    expect(tooltip(...many(3, 'paused'))).toBe('3 paused');
    expect(tooltip(monitor('a', 'new'))).toBe('1 waiting');
  });

  test('puts the worst first', () => {
    const states = [
      'paused',
      'new',
      'up',
      'running',
      'unknown',
      'degraded',
      'failing',
      'late',
      'down',
      'maintenance',
    ] as const;
    expect(tooltip(...states.map((state) => monitor(state, state)))).toBe(
      '1 down, 1 late, 1 failing, 1 degraded, 1 unknown, 1 up, 1 running, 1 waiting, 1 paused, 1 in maintenance',
    );
  });

  test('says that there are no monitors', () => {
    expect(tooltip()).toBe('No monitors yet');
  });

  test('counts muted monitors, which do not colour the icon', () => {
    const muted = { muted: { until: 0 } };
    expect(tooltip(monitor('a', 'down', muted), ...many(3, 'up'))).toBe('1 down, 3 up (1 muted)');
    expect(tooltip(monitor('a', 'down', muted))).toBe('1 down (all muted)');
  });

  test('starts with the connection if there is none', () => {
    const known = overview('unknown', [monitor('a', 'unknown'), monitor('b', 'up')]);
    expect(trayTooltip({ ...known, connection: 'offline' }, speech)).toBe('No internet connection: 1 unknown, 1 up');
    expect(trayTooltip({ ...known, connection: 'portal' }, speech)).toBe(
      'This network requires a login: 1 unknown, 1 up',
    );
  });
});

describe('a label of a monitor that is down', () => {
  const label = (name: string): string => downLabel(monitor('a', 'down', { name, since: 0 }), { ...speech, nowMs: 0 });
  const plain = label('Shop API').replace('Shop API', '');

  test.each([
    ['breaks no line', 'a\r\nb\tc\u2028d', 'a b c d'],
    ['turns no direction', 'safe\u202Egnp.exe\u2066 x', 'safe gnp.exe x'],
    ['holds no escape sequence', 'a\u001b[31mb\u0000\u009bc', 'a [31mb c'],
    ['is no key to press, and no markup', '&Quit <b>R&D</b>', '&&Quit <b>R&&D</b>'],
    ['is cut in no character', `${'a'.repeat(46)}😀😀`, `${'a'.repeat(46)}…`],
  ])('%s', (_, name, shown) => {
    expect(label(name)).toBe(`${shown}${plain}`);
  });

  test('the tooltip counts and names no monitor', () => {
    expect(tooltip(monitor('<b>\u202Ea', 'down', { name: '<b>\u202E\n' }))).toBe('1 down');
  });
});
