/**
 * The tray's menu, as a function of what is known: first whether the internet is there, the counts, and what is down with
 * since when; then what can be done to all monitors; then the window and the way out.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { MonitorSummary, Overview } from '../../contract/model/state.ts';
import type { MuteChoice } from '../../contract/mute-choices.ts';
import type { PagePlace } from '../../contract/page-address.ts';
import type { TrayState } from './live-state.ts';
import { connectionWords, countsText, downLabel, momentText } from './wording.ts';

export interface WindowActions {
  readonly open: (place?: PagePlace) => void;
  /** Null: this program cannot be updated from within. */
  readonly checkForUpdates: (() => void) | null;
  readonly quit: () => void;
}

/** What is done to all monitors at once. */
export interface MonitorActions {
  readonly checkAll: () => void;
  readonly muteAll: (choice: MuteChoice) => void;
  readonly unmuteAll: () => void;
  readonly pauseAll: () => void;
  readonly resumeAll: () => void;
}

export type TrayActions = WindowActions & MonitorActions;

export interface TrayMenuState extends TrayState {
  /** Some that were paused all at once still are. */
  readonly hasPausedTogether: boolean;
  readonly nowMs: number;
}

type Items = MenuItemConstructorOptions[];

/** More would make a menu that does not fit; the window has them all. */
const mostListed = 10;
const separator = { type: 'separator' } as const;

export function trayMenu(state: TrayMenuState, actions: TrayActions): Items {
  const { overview, nowMs } = state;
  return [
    ...connectionItems(overview),
    // Some panels show no tooltip, so the menu says it too.
    { label: countsText(overview), enabled: false },
    ...downItems(overview.monitors, actions, nowMs),
    separator,
    ...monitorItems(state, actions),
    ...windowItems(actions),
  ];
}

/** While there is no state to show, and why. */
export function statelessMenu(why: string, { open, checkForUpdates, quit }: WindowActions): Items {
  return [
    { label: why, enabled: false },
    separator,
    { label: 'Open Vigilmon', click: () => open() },
    ...updateItems(checkForUpdates),
    separator,
    { label: 'Quit Vigilmon', click: quit },
  ];
}

function connectionItems({ connection }: Overview): Items {
  return connection === 'online' ? [] : [{ label: connectionWords[connection], enabled: false }];
}

/** What nobody has asked to be silent about first, then the latest first. */
function downItems(monitors: readonly MonitorSummary[], { open }: WindowActions, nowMs: number): Items {
  const down = monitors
    .filter(({ state }) => state === 'down')
    .sort((a, b) => Number(a.muted !== null) - Number(b.muted !== null) || b.since - a.since);
  const listed = down.slice(0, mostListed).map((monitor) => ({
    id: `monitor:${monitor.id}`,
    label: downLabel(monitor, nowMs),
    click: () => open({ view: 'monitor', id: monitor.id }),
  }));
  const more = down.length - listed.length;
  return more > 0 ? [...listed, { label: `${String(more)} more down`, click: () => open() }] : listed;
}

function monitorItems(state: TrayMenuState, actions: TrayActions): Items {
  const { overview, hasPausedTogether } = state;
  if (overview.monitors.length === 0) return [];
  const canCheck = overview.monitors.some(({ enabled, kind }) => enabled && kind === 'http');
  const canPause = overview.monitors.some(({ enabled }) => enabled);
  return [
    { label: 'Check all now', enabled: canCheck, click: actions.checkAll },
    ...muteItems(state, actions),
    ...(canPause ? [{ label: 'Pause all', click: actions.pauseAll }] : []),
    ...(hasPausedTogether || !canPause ? [{ label: 'Resume all', click: actions.resumeAll }] : []),
    separator,
  ];
}

function muteItems({ mutes, overview, nowMs }: TrayMenuState, { muteAll, unmuteAll }: TrayActions): Items {
  const ofAll = mutes.find(({ scope }) => scope.kind === 'all');
  const until = ofAll?.until ?? null;
  if (until !== null) return [{ label: `Unmute (until ${momentText(until, nowMs)})`, click: unmuteAll }];
  const choices: Items = [
    { label: 'For 1 hour', click: () => muteAll('1h') },
    { label: 'For 4 hours', click: () => muteAll('4h') },
    { label: 'Until tomorrow 9:00', click: () => muteAll('tomorrow') },
  ];
  const some = mutes.length === 0 ? [] : [{ label: `Unmute all (${String(overview.muted)})`, click: unmuteAll }];
  return [{ label: 'Mute all', submenu: choices }, ...some];
}

function windowItems({ open, checkForUpdates, quit }: WindowActions): Items {
  return [
    { label: 'Open Vigilmon', click: () => open() },
    { label: 'Add monitor…', click: () => open({ view: 'new-monitor' }) },
    { label: 'Settings', click: () => open({ view: 'settings' }) },
    ...updateItems(checkForUpdates),
    separator,
    { label: 'Quit Vigilmon', click: quit },
  ];
}

function updateItems(checkForUpdates: WindowActions['checkForUpdates']): Items {
  return checkForUpdates === null ? [] : [{ label: 'Check for updates…', click: checkForUpdates }];
}
