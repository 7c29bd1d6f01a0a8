import { describe, expect, test } from 'vitest';
import type { MonitorSummary } from '../../../electron/contract/model/state.ts';
import { speechFor } from '../../../electron/engine/wording/languages.ts';
import { menuLabel, statusText, trayTooltip } from '../../../electron/main/tray/wording.ts';
import { many, monitor, overview } from './overviews.ts';

const speech = speechFor('en-GB');

const moment = { ...speech, nowMs: new Date(2026, 10, 22, 14, 40).getTime() };

function status(...monitors: readonly MonitorSummary[]): string {
  return statusText(overview('up', monitors), speech);
}

describe('the tooltip', () => {
  const since = moment.nowMs - 60_000;

  function tooltip(...monitors: readonly MonitorSummary[]): string {
    return trayTooltip(overview('up', monitors), moment);
  }

  test('names the program and the status while nothing needs attention', () => {
    expect(tooltip(...many(16, 'up'))).toBe('Vigilmon: 16 up');
    expect(tooltip()).toBe('Vigilmon: No monitors yet');
  });

  test('names the worst, since when, and how many more there are', () => {
    const slow = monitor('b', 'degraded', { name: 'Slow shop', since });
    const down = monitor('c', 'down', { name: 'Shop API', since });
    expect(tooltip(monitor('a', 'up'), slow)).toBe('Vigilmon: Slow shop degraded since 14:39');
    expect(tooltip(monitor('a', 'up'), slow, down)).toBe('Vigilmon: Shop API down since 14:39, 1 more');
    expect(tooltip({ ...down, muted: { until: null } })).toBe('Vigilmon: Shop API down since 14:39 (muted)');
    expect(tooltip({ ...down, isFlapping: true })).toBe('Vigilmon: Shop API down since 14:39 (flapping)');
    expect(tooltip({ ...down, isAcknowledged: true })).toBe('Vigilmon: Shop API down since 14:39 (acknowledged)');
  });

  test('has the connection first if there is none', () => {
    const down = overview('down', [monitor('a', 'down', { since })]);
    expect(trayTooltip({ ...down, connection: 'offline' }, moment)).toBe('Vigilmon: No internet connection: 1 down');
  });

  test('fits into what Windows shows', () => {
    const text = tooltip(...many(1_000, 'down', { name: 'A monitor with quite a long name indeed '.repeat(9), since }));
    expect(text.length).toBeLessThanOrEqual(127);
    expect(text).toMatch(/… down since 14:39, 999 more$/);
  });

  test('holds no markup from a name, no line break and no change of direction', () => {
    const name = '<b>\u202EShop\nAPI</b>';
    expect(tooltip(monitor('a', 'down', { name, since }))).toBe('Vigilmon: ‹b› Shop API‹/b› down since 14:39');
  });
});

describe('the status', () => {
  test('counts what is down before what is up', () => {
    expect(status(...many(14, 'up'), ...many(2, 'down'))).toBe('2 down, 14 up');
  });

  test('omits states without monitors', () => {
    expect(status(...many(16, 'up'))).toBe('16 up');
    expect(status(monitor('a', 'degraded'), monitor('b', 'up'))).toBe('1 degraded, 1 up');
    expect(status(monitor('a', 'unknown'), monitor('b', 'up'))).toBe('1 unknown, 1 up');
    expect(status(...many(3, 'paused'))).toBe('3 paused');
    expect(status(monitor('a', 'new'))).toBe('1 waiting');
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
    expect(status(...states.map((state) => monitor(state, state)))).toBe(
      '1 down, 1 late, 1 failing, 1 degraded, 1 unknown, 1 up, 1 running, 1 waiting, 1 paused, 1 in maintenance',
    );
  });

  test('says that there are no monitors', () => {
    expect(status()).toBe('No monitors yet');
  });

  test('counts muted monitors, which do not colour the icon', () => {
    const muted = { muted: { until: 0 } };
    expect(status(monitor('a', 'down', muted), ...many(3, 'up'))).toBe('1 down, 3 up (1 muted)');
    expect(status(monitor('a', 'down', muted))).toBe('1 down (all muted)');
  });

  test('starts with the connection if there is none', () => {
    const known = overview('unknown', [monitor('a', 'unknown'), monitor('b', 'up')]);
    expect(statusText({ ...known, connection: 'offline' }, speech)).toBe('No internet connection: 1 unknown, 1 up');
    expect(statusText({ ...known, connection: 'portal' }, speech)).toBe(
      'This network requires a login: 1 unknown, 1 up',
    );
  });
});

describe('a label of a monitor that is down', () => {
  const label = (name: string): string => menuLabel(monitor('a', 'down', { name, since: 0 }), { ...speech, nowMs: 0 });
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
});
