/** What the last check found, in a word. */
import type { MonitorSummary } from '../../electron/contract/model/state.ts';
import { monitorDefinition } from '../definitions.ts';
import { formatResponseTime } from '../format.ts';
import { text } from '../text/text.ts';

/** The main figure of its kind, or how long it took where there is none. Null: neither, or the monitor is paused. */
export function latestOf({ kind, enabled, figure, responseTime }: MonitorSummary): string | null {
  if (!enabled) return null;
  if (monitorDefinition(kind).mainFigure !== undefined) return figure && text.monitor.mainFigure(figure);
  return responseTime === null ? null : formatResponseTime(responseTime);
}
