/** What the user is told when the internet goes and when it is back. One replaces the other on the desktop. */
import { describeDuration } from '../../contract/duration.ts';
import type { Connection, MonitorState } from '../../contract/model/state.ts';
import type { NativeNotification } from '../ports.ts';

const common = { tag: 'connection', monitorId: null, presence: 'normal' } as const;

export function offlineNotice(connection: Exclude<Connection, 'online'>): NativeNotification {
  const body =
    connection === 'portal'
      ? 'This network asks for a login. Until then, monitors in the internet are not judged.'
      : 'Monitors in the internet are not judged until you are back. Local ones go on.';
  return { ...common, title: 'You are offline', body };
}

export interface OnlineSummary {
  readonly states: readonly MonitorState[];
  readonly offlineMs: number;
}

export function onlineNotice({ states, offlineMs }: OnlineSummary): NativeNotification {
  const count = (...wanted: readonly MonitorState[]): number => states.filter((state) => wanted.includes(state)).length;
  const parts = [
    [count('down'), 'down'],
    [count('failing', 'late'), 'failing'],
    [count('degraded'), 'degraded'],
    [count('up', 'running'), 'up'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, word]) => `${String(number)} ${word}`);
  return { ...common, title: `Back online after ${describeDuration(offlineMs)}`, body: `${told.join(', ')}.` };
}
