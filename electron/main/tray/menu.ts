/**
 * The tray's menu, as a function of what is known: the status, then the actions, each always in the same place, so that
 * none moves under the pointer; then what needs attention.
 */
import type { MenuItemConstructorOptions } from 'electron';
import { isProbedKind } from '../../contract/monitors/registry.ts';
import { muteChoicesAt, muteUntil, type MuteChoice } from '../../contract/mute-choices.ts';
import type { MonitorSummary } from '../../contract/model/state.ts';
import type { PagePlace } from '../../contract/page-address.ts';
import type { Speech } from '../../engine/wording/languages.ts';
import { attentionStates } from '../attention.ts';
import { webAddress } from '../web-address.ts';
import type { TrayState } from './live-state.ts';
import { asLabel, attentionList, menuLabel, mostListed, statusText } from './wording.ts';

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

/** Actions on one monitor. */
export interface OneMonitorActions {
  readonly checkNow: (id: string) => void;
  readonly mute: (id: string, choice: OneMuteChoice) => void;
  /** By the mute's id. */
  readonly unmute: (id: number) => void;
  readonly acknowledge: (incidentId: number) => void;
  readonly openUrl: (url: string) => void;
}

type OneMuteChoice = '1h' | '4h' | 'recovery';

type TrayActions = WindowActions & MonitorActions & OneMonitorActions;

interface TrayMenuState extends TrayState, Speech {
  readonly nowMs: number;
}

type Items = MenuItemConstructorOptions[];

const separator = { type: 'separator' } as const;

export function trayMenu(state: TrayMenuState, actions: TrayActions): Items {
  return [
    // Some panels show no tooltip, so the menu repeats it.
    { label: statusText(state.overview, state), enabled: false },
    separator,
    { label: state.wording.tray.open, click: () => actions.open() },
    ...monitorItems(state, actions),
    ...programItems(state, actions),
    ...attentionItems(state, actions),
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

function channelItems(
  { failingChannels, wording: { tray } }: TrayMenuState,
  { open }: Pick<WindowActions, 'open'>,
): Items {
  return failingChannels.slice(0, mostListed).map((name) => ({
    label: tray.notDelivering(asLabel(name)),
    click: () => open({ view: 'alerts' }),
  }));
}

function monitorItems(state: TrayMenuState, actions: TrayActions): Items {
  const { overview, wording } = state;
  const { monitors, hasPausedTogether } = overview;
  const canCheck = monitors.some(({ enabled, kind }) => enabled && isProbedKind(kind));
  const canPause = monitors.some(({ enabled }) => enabled);
  const canResume = hasPausedTogether || (monitors.length > 0 && !canPause);
  return [
    { label: wording.tray.checkAll, enabled: canCheck, click: actions.checkAll },
    { label: wording.tray.muteAll, enabled: monitors.length > 0, submenu: muteItems(state, actions) },
    { label: wording.tray.pauseAll, enabled: canPause, click: actions.pauseAll },
    { label: wording.tray.resumeAll, enabled: canResume, click: actions.resumeAll },
    separator,
  ];
}

function muteItems({ mutes, overview, nowMs, wording, format }: TrayMenuState, actions: TrayActions): Items {
  const { muteAll, unmuteAll } = actions;
  const { tray } = wording;
  const ofAll = mutes.find(({ scope }) => scope.kind === 'all');
  const until = ofAll?.until ?? null;
  if (until !== null) return [{ label: tray.unmuteUntil(format.moment(until, nowMs)), click: unmuteAll }];
  const some = mutes.length === 0 ? [] : [{ label: tray.unmuteAll(format.number(overview.muted)), click: unmuteAll }];
  return [
    ...muteChoicesAt(nowMs).map((choice) => ({
      label: tray.muteFor[choice](format.timeOfDay(muteUntil(choice, nowMs))),
      click: () => muteAll(choice),
    })),
    ...some,
  ];
}

function programItems({ wording }: Pick<Speech, 'wording'>, actions: WindowActions): Items {
  const { open } = actions;
  const { tray } = wording;
  return [
    { label: tray.addMonitor, click: () => open({ view: 'new-monitor' }) },
    { label: tray.settings, click: () => open({ view: 'settings' }) },
    ...endItems({ wording }, actions),
  ];
}

function attentionItems(state: TrayMenuState, actions: TrayActions): Items {
  const { open } = actions;
  const { overview, wording, format } = state;
  const monitors = attentionList(overview);
  const channels = channelItems(state, { open });
  if (monitors.length === 0 && channels.length === 0) return [];
  const listed = monitors.slice(0, mostListed).map((monitor) => ({
    id: `monitor:${monitor.id}`,
    label: menuLabel(monitor, state),
    submenu: itemsOf(monitor, state, actions),
  }));
  const more = monitors.length - listed.length;
  const all = { view: 'overview', states: attentionStates(overview) } as const;
  const rest = more > 0 ? [{ label: wording.tray.more(format.number(more)), click: () => open(all) }] : [];
  return [separator, ...channels, ...listed, ...rest];
}

/** Menus of Linux panels give no click on an entry that has a menu of its own, so opening comes first in it. */
function itemsOf(monitor: MonitorSummary, { mutes, wording }: TrayMenuState, actions: TrayActions): Items {
  const { id, kind, enabled, openIncidentId, isAcknowledged, target } = monitor;
  const { one } = wording.tray;
  const url = webAddress(target);
  const items: (Items[number] | null)[] = [
    { label: one.open, click: () => actions.open({ view: 'monitor', id }) },
    isProbedKind(kind) ? { label: one.checkNow, enabled, click: () => actions.checkNow(id) } : null,
    separator,
    ...muteItemsOf(monitor, { mutes, one }, actions),
    openIncidentId === null || isAcknowledged
      ? null
      : { label: one.acknowledge, click: () => actions.acknowledge(openIncidentId) },
    url === null ? null : { label: one.openUrl, click: () => actions.openUrl(url) },
  ];
  return items.flatMap((item) => item ?? []);
}

interface MuteWords extends Pick<TrayMenuState, 'mutes'> {
  readonly one: Speech['wording']['tray']['one'];
}

/** A mute of all or of a tag is ended elsewhere. */
function muteItemsOf({ id, muted }: MonitorSummary, { mutes, one }: MuteWords, actions: OneMonitorActions): Items {
  if (muted === null) {
    return (['1h', '4h', 'recovery'] as const).map((choice) => ({
      label: one.muteFor[choice],
      click: () => actions.mute(id, choice),
    }));
  }
  const own = mutes.find(({ scope }) => scope.kind === 'monitor' && scope.monitorId === id);
  return own === undefined ? [] : [{ label: one.unmute, click: () => actions.unmute(own.id) }];
}

function endItems({ wording: { tray } }: Pick<Speech, 'wording'>, { checkForUpdates, quit }: WindowActions): Items {
  const updates: Items = checkForUpdates === null ? [] : [{ label: tray.checkForUpdates, click: checkForUpdates }];
  return [...updates, separator, { label: tray.quit, click: quit }];
}
