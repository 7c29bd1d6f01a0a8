/**
 * The monitor that keys and the palette apply to: that of the row with the focus, else the open one; null: none. On the
 * heading of a group it is none: what is open is then not what the user looks at.
 */
import { monitorOf } from '../state/route.ts';
import type { Session } from '../state/session.svelte.ts';

/** Elements with `data-monitor` are about one, by its id, or, if it is empty, about none. */
export function currentMonitor({ router }: Pick<Session, 'router'>): string | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-monitor]');
  return (row?.dataset['monitor'] ?? monitorOf(router.route)) || null;
}
