/**
 * The tray's menu, as a function of what is known: first the internet connection, the counts, and what has been down
 * since when; then actions on all monitors; then window and quit.
 */
import type { MenuItemConstructorOptions } from 'electron';
import { isProbedKind } from '../../contract/monitors/registry.ts';
import { muteUntil, type MuteChoice } from '../../contract/mute-choices.ts';
import type { PagePlace } from '../../contract/page-address.ts';
import type { Speech } from '../../engine/wording/languages.ts';
import type { TrayState } from './live-state.ts';
import { countsText, downLabel } from './wording.ts';

export interface WindowActions {
  readonly open: (place?: PagePlace) => void;
  /** Null: this installation cannot update itself. */
  readonly checkForUpdates: (() => void) | null;
  readonly quit: () => void;
}

/** Actions on all monitors at once. */
export interface MonitorActions {
  readonly checkAll: () => void;
  readonly muteAll: (choice: MuteChoice) => void;
  readonly unmuteAll: () => void;
  readonly pauseAll: () => void;
  readonly resumeAll: () => void;
}

export type TrayActions = WindowActions & MonitorActions;

export interface TrayMenuState extends TrayState, Speech {
  /** Some of the monitors that were paused all at once still are. */
  readonly hasPausedTogether: boolean;
  readonly nowMs: number;
}

type Items = MenuItemConstructorOptions[];

/** A longer menu does not fit; the window has them all. */
const mostListed = 10;
const separator = { type: 'separator' } as const;

export function trayMenu(state: TrayMenuState, actions: TrayActions): Items {
  const { overview } = state;
  return [
    ...connectionItems(state),
    // Some panels show no tooltip, so the menu repeats it.
    { label: countsText(overview, state), enabled: false },
    ...downItems(state, actions),
    separator,
    ...monitorItems(state, actions),
    ...windowItems(state, actions),
  ];
}

/** While there is no state to show, and why. */
export function statelessMenu(why: string, { wording }: Pick<Speech, 'wording'>, actions: WindowActions): Items {
  return [
    { label: why, enabled: false },
    separator,
    { label: wording.tray.open, click: () => actions.open() },
    ...endItems({ wording }, actions),
  ];
}

function connectionItems({ overview: { connection }, wording }: TrayMenuState): Items {
  return connection === 'online' ? [] : [{ label: wording.tray.connection[connection], enabled: false }];
}

/** Unmuted monitors first, then the latest first. */
function downItems(state: TrayMenuState, { open }: WindowActions): Items {
  const { overview, wording, format } = state;
  const down = overview.monitors
    .filter((monitor) => monitor.state === 'down')
    .sort((a, b) => Number(a.muted !== null) - Number(b.muted !== null) || b.since - a.since);
  const listed = down.slice(0, mostListed).map((monitor) => ({
    id: `monitor:${monitor.id}`,
    label: downLabel(monitor, state),
    click: () => open({ view: 'monitor', id: monitor.id }),
  }));
  const more = down.length - listed.length;
  return more > 0 ? [...listed, { label: wording.tray.moreDown(format.number(more)), click: () => open() }] : listed;
}

function monitorItems(state: TrayMenuState, actions: TrayActions): Items {
  const { overview, hasPausedTogether, wording } = state;
  if (overview.monitors.length === 0) return [];
  const canCheck = overview.monitors.some(({ enabled, kind }) => enabled && isProbedKind(kind));
  const canPause = overview.monitors.some(({ enabled }) => enabled);
  return [
    { label: wording.tray.checkAll, enabled: canCheck, click: actions.checkAll },
    ...muteItems(state, actions),
    ...(canPause ? [{ label: wording.tray.pauseAll, click: actions.pauseAll }] : []),
    ...(hasPausedTogether || !canPause ? [{ label: wording.tray.resumeAll, click: actions.resumeAll }] : []),
    separator,
  ];
}

function muteItems({ mutes, overview, nowMs, wording, format }: TrayMenuState, actions: TrayActions): Items {
  const { muteAll, unmuteAll } = actions;
  const { tray } = wording;
  const ofAll = mutes.find(({ scope }) => scope.kind === 'all');
  const until = ofAll?.until ?? null;
  if (until !== null) return [{ label: tray.unmuteUntil(format.moment(until, nowMs)), click: unmuteAll }];
  const tomorrow = format.timeOfDay(muteUntil('tomorrow', nowMs));
  const choices: Items = [
    { label: tray.muteFor['1h'], click: () => muteAll('1h') },
    { label: tray.muteFor['4h'], click: () => muteAll('4h') },
    { label: tray.muteFor.tomorrow(tomorrow), click: () => muteAll('tomorrow') },
  ];
  const some = mutes.length === 0 ? [] : [{ label: tray.unmuteAll(format.number(overview.muted)), click: unmuteAll }];
  return [{ label: tray.muteAll, submenu: choices }, ...some];
}

function windowItems({ wording }: Pick<Speech, 'wording'>, actions: WindowActions): Items {
  const { open } = actions;
  const { tray } = wording;
  return [
    { label: tray.open, click: () => open() },
    { label: tray.addMonitor, click: () => open({ view: 'new-monitor' }) },
    { label: tray.settings, click: () => open({ view: 'settings' }) },
    ...endItems({ wording }, actions),
  ];
}

function endItems({ wording: { tray } }: Pick<Speech, 'wording'>, { checkForUpdates, quit }: WindowActions): Items {
  const updates: Items = checkForUpdates === null ? [] : [{ label: tray.checkForUpdates, click: checkForUpdates }];
  return [...updates, separator, { label: tray.quit, click: quit }];
}
