/**
 * What the tray says, as functions of the overview: the tooltip counts, worst first; the menu names what is down, with
 * since when, and opens it. Moments are absolute, so nothing is rebuilt while nothing happens.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { MonitorState, MonitorSummary, Overview, OverviewSummary } from '../../contract/model.ts';

export interface TrayActions {
  readonly open: (monitorId?: string) => void;
  readonly quit: () => void;
}

/** Worst first; a state that nobody is in is not named. */
const words: readonly (readonly [MonitorState, string])[] = [
  ['down', 'down'],
  ['late', 'late'],
  ['failing', 'failing'],
  ['degraded', 'degraded'],
  ['unknown', 'unknown'],
  ['up', 'up'],
  ['running', 'running'],
  ['new', 'waiting'],
  ['paused', 'paused'],
  ['maintenance', 'in maintenance'],
];

/** More would make a menu that does not fit; the window has them all. */
const mostListed = 10;

/** `2 down, 14 up`. */
export function trayTooltip({ counts }: OverviewSummary): string {
  const parts = words.filter(([state]) => counts[state] > 0).map(([state, word]) => `${String(counts[state])} ${word}`);
  return parts.length === 0 ? 'Nothing is watched yet' : parts.join(', ');
}

export function trayMenu(overview: Overview, actions: TrayActions, nowMs: number): MenuItemConstructorOptions[] {
  const down = overview.monitors.filter(({ state }) => state === 'down').sort((a, b) => b.since - a.since);
  const listed = down.slice(0, mostListed).map((monitor) => ({
    id: `monitor:${monitor.id}`,
    label: downLabel(monitor, nowMs),
    click: () => actions.open(monitor.id),
  }));
  const more = down.length - listed.length;
  return [
    // Some panels show no tooltip, so the menu begins with it.
    { label: trayTooltip(overview), enabled: false },
    ...listed,
    ...(more > 0 ? [{ label: `${String(more)} more down`, click: () => actions.open() }] : []),
    { type: 'separator' },
    { label: 'Open Vigilmon', click: () => actions.open() },
    { type: 'separator' },
    { label: 'Quit Vigilmon', click: actions.quit },
  ];
}

function downLabel(monitor: MonitorSummary, nowMs: number): string {
  return `${asLabel(monitor.name)}: down since ${moment(monitor.since, nowMs)}`;
}

/** One line of bounded length; `&` marks a key to press in menus, so it is doubled where it means itself. */
function asLabel(name: string): string {
  const line = name.replace(/\s+/g, ' ').trim();
  const short = line.length > 48 ? `${line.slice(0, 47)}…` : line;
  return short.replace(/&/g, '&&');
}

const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** `14:32` today, `21 Nov, 14:32` before. */
function moment(atMs: number, nowMs: number): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return (isToday ? timeOfDay : dayAndTime).format(atMs);
}
