/** The tray's words for what there is: the tooltip counts, worst first; moments are absolute, so nothing grows stale. */
import type { Connection, MonitorState, MonitorSummary, Overview } from '../../contract/model/state.ts';
import { oneLine } from '../../contract/plain-text.ts';

/** Before there is an engine to ask. */
export const startingTooltip = 'Vigilmon is starting';
export const brokenTooltip = 'The state of the monitors is not known';

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

export const connectionWords: Readonly<Record<Exclude<Connection, 'online'>, string>> = {
  offline: 'No connection to the internet',
  portal: 'This network asks for a login',
};

/** `2 down, 14 up`. Windows cuts a tooltip at 127 characters, so the worst comes first. */
export function countsText({ counts, monitors, muted }: Overview): string {
  const parts = words.filter(([state]) => counts[state] > 0).map(([state, word]) => `${String(counts[state])} ${word}`);
  if (parts.length === 0) return 'Nothing is watched yet';
  if (muted === 0) return parts.join(', ');
  return `${parts.join(', ')} (${muted === monitors.length ? 'all' : String(muted)} muted)`;
}

export function trayTooltip(overview: Overview): string {
  const { connection } = overview;
  const counts = countsText(overview);
  return connection === 'online' ? counts : `${connectionWords[connection]}: ${counts}`;
}

export function downLabel({ name, since, muted }: MonitorSummary, nowMs: number): string {
  return `${asLabel(name)}: down since ${momentText(since, nowMs)}${muted === null ? '' : ' (muted)'}`;
}

const labelLength = 48;

/** `&` marks a key to press in menus, so it is doubled where it means itself. */
function asLabel(name: string): string {
  return oneLine(name, labelLength).replace(/&/g, '&&');
}

const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** `14:32` today, `21 Nov, 14:32` on any other day. */
export function momentText(atMs: number, nowMs: number): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return (isToday ? timeOfDay : dayAndTime).format(atMs);
}
