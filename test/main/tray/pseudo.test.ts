import { expect, test } from 'vitest';
import { speechFor } from '../../../electron/engine/wording/languages.ts';
import { statelessMenu, trayMenu } from '../../../electron/main/tray/menu.ts';
import { trayTooltip } from '../../../electron/main/tray/wording.ts';
import { outsideBrackets, pseudoLanguage } from '../../support/pseudo-wording.ts';
import { monitor, overview } from './overviews.ts';

const speech = speechFor('de-DE', [pseudoLanguage]);
const nowMs = new Date(2026, 10, 22, 14, 40).getTime();
const nothing = (): void => undefined;
const window = { open: nothing, quit: nothing, checkForUpdates: nothing };
const actions = {
  ...window,
  checkAll: nothing,
  muteAll: nothing,
  unmuteAll: nothing,
  pauseAll: nothing,
  resumeAll: nothing,
  checkNow: nothing,
  mute: nothing,
  unmute: nothing,
  acknowledge: nothing,
  openUrl: nothing,
};
/** Names have no letters here, so every letter belongs to the program. */
const monitors = [
  ...Array.from({ length: 9 }, (_, index) =>
    monitor(String(index), 'down', { since: nowMs - 60_000, openIncidentId: 1 }),
  ),
  monitor('10', 'up'),
  monitor('11', 'paused'),
  monitor('12', 'maintenance'),
];
const mute = { id: 1, scope: { kind: 'all' }, until: nowMs + 60_000, createdAt: nowMs, source: 'hand' } as const;

const strayWords = (text: string): readonly string[] => outsideBrackets(text).match(/\p{L}+/gu) ?? [];

test.each([
  [
    'with something down',
    { overview: overview('down', monitors), mutes: [], failingChannels: ['13'], hasPausedTogether: false },
  ],
  [
    'muted and paused',
    { overview: overview('down', monitors), mutes: [mute], failingChannels: [], hasPausedTogether: true },
  ],
  ['without monitors', { overview: overview('up', []), mutes: [], failingChannels: [], hasPausedTogether: false }],
])('the menu says nothing that is not in the catalogue: %s', (_, state) => {
  const menu = trayMenu({ ...speech, ...state, nowMs }, actions);
  const labels = menu
    .flatMap((item) => [item, ...(Array.isArray(item.submenu) ? item.submenu : [])])
    .flatMap(({ label }) => label ?? []);
  expect(labels.length).toBeGreaterThan(3);
  expect(labels.flatMap(strayWords)).toEqual([]);
  expect(strayWords(trayTooltip(state.overview, { ...speech, nowMs }))).toEqual([]);
});

test('the menu without a state contains no other words', () => {
  const labels = statelessMenu('1', speech, window).flatMap(({ label }) => label ?? []);
  expect(labels.flatMap(strayWords)).toEqual([]);
});
