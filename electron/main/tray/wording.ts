/** The tray's texts about monitors: counts in the tooltip, worst first; absolute times, which do not become stale. */
import type { MonitorState, MonitorSummary, Overview } from '../../contract/model/state.ts';
import { oneLine } from '../../contract/plain-text.ts';
import type { Speech } from '../../engine/wording/languages.ts';

/** Worst first; states without monitors are omitted. */
const order: readonly MonitorState[] = [
  'down',
  'late',
  'failing',
  'degraded',
  'unknown',
  'up',
  'running',
  'new',
  'paused',
  'maintenance',
];

/** `2 down, 14 up`. Windows cuts a tooltip at 127 characters, so the worst comes first. */
export function countsText({ counts, monitors, muted }: Overview, { wording: { tray }, format }: Speech): string {
  const parts = order
    .filter((state) => counts[state] > 0)
    .map((state) => tray.counted(format.number(counts[state]), tray.states[state]));
  if (parts.length === 0) return tray.noMonitors;
  const text = tray.counts(parts);
  if (muted === 0) return text;
  return muted === monitors.length ? tray.countsAllMuted(text) : tray.countsWithMuted(text, format.number(muted));
}

export function trayTooltip(overview: Overview, speech: Speech): string {
  const { connection } = overview;
  const { tray } = speech.wording;
  const counts = countsText(overview, speech);
  return connection === 'online' ? counts : tray.countsWithoutConnection(tray.connection[connection], counts);
}

interface Moment extends Speech {
  readonly nowMs: number;
}

export function downLabel(
  { name, since, muted }: MonitorSummary,
  { wording: { tray }, format, nowMs }: Moment,
): string {
  const label = muted === null ? tray.downSince : tray.downSinceMuted;
  return label(asLabel(name), format.moment(since, nowMs));
}

const labelLength = 48;

/** `&` marks a menu's access key, so a literal one is doubled. */
function asLabel(name: string): string {
  return oneLine(name, labelLength).replace(/&/g, '&&');
}
