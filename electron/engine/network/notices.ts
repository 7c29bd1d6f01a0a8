/** The notices that the connection was lost and that it is back. One replaces the other on the desktop. */
import type { Connection, MonitorState } from '../../contract/model/state.ts';
import type { NativeNotification } from '../ports.ts';
import type { Wording } from '../wording/wording.ts';

const common = { tag: 'connection', monitorId: null, presence: 'normal' } as const;

type Notices = Wording['notices'];

export function offlineNotice(connection: Exclude<Connection, 'online'>, notices: Notices): NativeNotification {
  return { ...common, ...notices[connection] };
}

interface OnlineSummary {
  readonly states: readonly MonitorState[];
  readonly offlineMs: number;
}

export function onlineNotice({ states, offlineMs }: OnlineSummary, notices: Notices): NativeNotification {
  const count = (...wanted: readonly MonitorState[]): number => states.filter((state) => wanted.includes(state)).length;
  const parts = [
    [count('down'), 'down'],
    [count('failing', 'late'), 'failing'],
    [count('degraded'), 'degraded'],
    [count('up', 'running'), 'up'],
  ] as const;
  const counts = parts
    .filter(([number]) => number > 0)
    .map(([number, state]) => notices.counted(String(number), notices.states[state]));
  return { ...common, title: notices.backOnline(offlineMs), body: notices.counts(counts) };
}
