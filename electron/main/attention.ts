/** Which states of monitors need attention: the tray names these, and a click on several leads to their list. */
import type { MonitorState, Overview } from '../contract/model/state.ts';

const states: readonly MonitorState[] = ['down', 'late', 'failing', 'degraded', 'unknown'];

/** Without a connection what is unknown is so because of it, and needs none. */
export function attentionStates({ connection }: Pick<Overview, 'connection'>): readonly MonitorState[] {
  return states.filter((state) => state !== 'unknown' || connection === 'online');
}
