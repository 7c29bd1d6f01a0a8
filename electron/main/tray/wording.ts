/**
 * The tray's texts about monitors: the counts, and the monitors that need attention. Worst first; absolute times, which do
 * not become stale.
 */
import type { MonitorState, MonitorSummary, Overview } from '../../contract/model/state.ts';
import { oneLine } from '../../contract/plain-text.ts';
import type { Speech } from '../../engine/wording/languages.ts';
import { attentionStates } from '../attention.ts';

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

/** The monitors to name: unmuted first, then the worst state, then the latest. */
export function attentionList(overview: Overview): readonly MonitorSummary[] {
  const states = attentionStates(overview);
  return overview.monitors
    .filter(({ state }) => states.includes(state))
    .sort(
      (a, b) =>
        Number(a.muted !== null) - Number(b.muted !== null) ||
        order.indexOf(a.state) - order.indexOf(b.state) ||
        b.since - a.since,
    );
}

export interface Attention {
  readonly id: string;
  /** `Shop API: down since 11:03` */
  readonly text: string;
}

/** A longer menu does not fit; the window has them all. */
export const mostListed = 10;

interface Moment extends Speech {
  readonly nowMs: number;
}

/** Windows cuts a longer tooltip. */
const tooltipLength = 127;
const tooltipNameLength = 48;

/** `Vigilmon: Shop API down since 11:03, 1 more`, or the status while nothing needs attention. */
export function trayTooltip(overview: Overview, moment: Moment): string {
  const { tray } = moment.wording;
  const text = overview.connection === 'online' ? worstText(overview, moment) : null;
  return oneLine(tray.tooltip(text ?? statusText(overview, moment)), tooltipLength);
}

/** Null: nothing needs attention. */
function worstText(overview: Overview, { wording: { tray }, format, nowMs }: Moment): string | null {
  const [worst, ...others] = attentionList(overview);
  if (worst === undefined) return null;
  // Some panels read a tooltip as markup.
  const name = oneLine(worst.name, tooltipNameLength).replace(/[<>]/g, (sign) => (sign === '<' ? '‹' : '›'));
  const text = noted(worst, tray.worst(name, tray.states[worst.state], format.moment(worst.since, nowMs)), tray);
  return others.length === 0 ? text : tray.worstAndMore(text, format.number(others.length));
}

/** How many monitors are down that are not muted; empty if none is. */
export function countText({ monitors }: Overview, { format }: Speech): string {
  const down = monitors.filter(({ state, muted }) => state === 'down' && muted === null).length;
  return down === 0 ? '' : format.number(down);
}

const labelLength = 48;

/** Of the monitors that need attention, those that fit, each in a line. */
export function attentionTexts(overview: Overview, moment: Moment): readonly Attention[] {
  return attentionList(overview)
    .slice(0, mostListed)
    .map((monitor) => ({ id: monitor.id, text: sinceText(monitor, oneLine(monitor.name, labelLength), moment) }));
}

export function menuLabel(monitor: MonitorSummary, moment: Moment): string {
  return sinceText(monitor, asLabel(monitor.name), moment);
}

/** `&` marks a menu's access key, so a literal one is doubled. */
export function asLabel(name: string): string {
  return oneLine(name, labelLength).replace(/&/g, '&&');
}

function sinceText(monitor: MonitorSummary, name: string, moment: Moment): string {
  const { wording, format, nowMs } = moment;
  const { tray } = wording;
  return noted(monitor, tray.since(name, tray.states[monitor.state], format.moment(monitor.since, nowMs)), tray);
}

/** With the reason why nothing more is sent about it now. */
function noted(
  { muted, isAcknowledged, isFlapping }: MonitorSummary,
  text: string,
  tray: Moment['wording']['tray'],
): string {
  if (muted !== null) return tray.muted(text);
  if (isAcknowledged) return tray.acknowledged(text);
  return isFlapping ? tray.flapping(text) : text;
}
