/**
 * The tray's texts about monitors: the counts, and the monitors that need attention. Worst first; absolute times, which do
 * not become stale.
 */
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

/** The states in which a monitor is named. */
const needsAttention: ReadonlySet<MonitorState> = new Set(['down', 'late', 'failing', 'degraded', 'unknown']);

/** `2 down, 14 up`, after the connection if it is missing. */
export function statusText(overview: Overview, speech: Speech): string {
  const { connection } = overview;
  const { tray } = speech.wording;
  const counts = countsText(overview, speech);
  return connection === 'online' ? counts : tray.countsWithoutConnection(tray.connection[connection], counts);
}

function countsText({ counts, monitors, muted }: Overview, { wording: { tray }, format }: Speech): string {
  const parts = order
    .filter((state) => counts[state] > 0)
    .map((state) => tray.counted(format.number(counts[state]), tray.states[state]));
  if (parts.length === 0) return tray.noMonitors;
  const text = tray.counts(parts);
  if (muted === 0) return text;
  return muted === monitors.length ? tray.countsAllMuted(text) : tray.countsWithMuted(text, format.number(muted));
}

/**
 * The monitors to name: unmuted first, then the worst state, then the latest. Without a connection what is unknown is so
 * because of it, and is not named.
 */
export function attentionList({ monitors, connection }: Overview): readonly MonitorSummary[] {
  return monitors
    .filter(({ state }) => needsAttention.has(state) && (state !== 'unknown' || connection === 'online'))
    .sort(
      (a, b) =>
        Number(a.muted !== null) - Number(b.muted !== null) ||
        order.indexOf(a.state) - order.indexOf(b.state) ||
        b.since - a.since,
    );
}

interface Moment extends Speech {
  readonly nowMs: number;
}

/** Windows cuts a longer tooltip. */
const tooltipLength = 127;
const tooltipNameLength = 32;

/** The status, then as many of the monitors that need attention as there is room for, a line each. */
export function trayTooltip(overview: Overview, moment: Moment): string {
  let text = oneLine(moment.wording.tray.tooltip(statusText(overview, moment)), tooltipLength);
  for (const monitor of attentionList(overview)) {
    // Some panels read a tooltip as markup.
    const name = oneLine(monitor.name, tooltipNameLength).replace(/[<>]/g, (sign) => (sign === '<' ? '‹' : '›'));
    const next = `${text}\n${sinceText(monitor, name, moment)}`;
    if (next.length > tooltipLength) break;
    text = next;
  }
  return text;
}

const labelLength = 48;

export function menuLabel(monitor: MonitorSummary, moment: Moment): string {
  return sinceText(monitor, asLabel(monitor.name), moment);
}

/** `&` marks a menu's access key, so a literal one is doubled. */
export function asLabel(name: string): string {
  return oneLine(name, labelLength).replace(/&/g, '&&');
}

function sinceText({ state, since, muted }: MonitorSummary, name: string, moment: Moment): string {
  const { wording, format, nowMs } = moment;
  const { tray } = wording;
  const text = muted === null ? tray.since : tray.sinceMuted;
  return text(name, tray.states[state], format.moment(since, nowMs));
}
