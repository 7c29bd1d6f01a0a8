import { describe, expect, test } from 'vitest';
import type { MonitorSummary, Overview } from '../../../electron/contract/model.ts';
import { trayMenu, trayTooltip } from '../../../electron/main/tray/menu.ts';
import { many, monitor, overview } from './overviews.ts';

const now = new Date(2026, 10, 22, 14, 40).getTime();
const minute = 60_000;

function tooltip(...monitors: readonly MonitorSummary[]): string {
  return trayTooltip(overview('up', monitors));
}

describe('the tooltip', () => {
  test('counts what is down before what is up', () => {
    expect(tooltip(...many(14, 'up'), ...many(2, 'down'))).toBe('2 down, 14 up');
  });

  test('names only states that some monitor is in', () => {
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

  test('of a fresh program says that nothing is watched', () => {
    expect(tooltip()).toBe('Nothing is watched yet');
  });
});

interface Entry {
  readonly label: string;
  readonly enabled: boolean;
  readonly click: () => void;
}

function menuOf(of: Overview): { readonly entries: readonly Entry[]; readonly did: string[] } {
  const did: string[] = [];
  const open = (id?: string): void => void did.push(`open ${id ?? ''}`);
  const entries = trayMenu(of, { open, quit: () => void did.push('quit') }, now)
    .filter(({ type }) => type !== 'separator')
    .map(({ label = '', enabled = true, click }) => ({
      label,
      enabled,
      click: () => {
        if (click !== undefined) Reflect.apply(click, undefined, []);
      },
    }));
  return { entries, did };
}

describe('the menu', () => {
  test('begins with the counts, for panels without tooltips, and always has a way to the window and out', () => {
    const { entries, did } = menuOf(overview('up', many(3, 'up')));
    expect(entries.map(({ label, enabled }) => [label, enabled])).toEqual([
      ['3 up', false],
      ['Open Vigilmon', true],
      ['Quit Vigilmon', true],
    ]);
    for (const { click } of entries.slice(1)) click();
    expect(did).toEqual(['open ', 'quit']);
  });

  test('names what is down, the latest first, with since when; a click opens it', () => {
    const down = [
      monitor('mailer', 'down', { name: 'Pending e-mails', since: now - 24 * 60 * minute }),
      monitor('shop-api', 'down', { name: 'Shop API', since: now - 8 * minute }),
    ];
    const { entries, did } = menuOf(overview('down', [...down, ...many(5, 'up')]));
    expect(entries.slice(0, 3).map(({ label }) => label)).toEqual([
      '2 down, 5 up',
      'Shop API: down since 14:32',
      'Pending e-mails: down since 21 Nov, 14:40',
    ]);
    entries[1]?.click();
    expect(did).toEqual(['open shop-api']);
  });

  test('lists ten at most and counts the rest', () => {
    const { entries, did } = menuOf(overview('down', many(13, 'down', { since: now })));
    expect(entries.filter(({ label }) => label.includes('down since'))).toHaveLength(10);
    const more = entries.find(({ label }) => label === '3 more down');
    more?.click();
    expect(did).toEqual(['open ']);
  });

  test('shows a name as it is, in one line of bounded length', () => {
    const label = (name: string): string | undefined =>
      menuOf(overview('down', [monitor('a', 'down', { name, since: now })])).entries[1]?.label;
    expect(label('R&D\n  wiki')).toBe('R&&D wiki: down since 14:40');
    expect(label('x'.repeat(200))).toBe(`${'x'.repeat(47)}…: down since 14:40`);
  });
});
