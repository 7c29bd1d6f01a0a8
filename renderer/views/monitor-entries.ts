/** The menu of one monitor, or of a selection. */
import type { MonitorSummary } from '../../electron/contract/model/state.ts';
import type { Session } from '../state/session.svelte.ts';
import { text } from '../text/text.ts';
import type { MenuEntry } from '../ui/menu.ts';
import { maintenanceEntries } from './maintenance-actions.ts';
import { createMonitorActions, isCheckable, unacknowledged } from './monitor-actions.ts';
import { muteEntries } from './mute-actions.ts';

/** @param hasKeys they are current, so that keys apply to them. */
export function monitorEntries(
  session: Session,
  monitors: readonly MonitorSummary[],
  nowMs: number,
  hasKeys: boolean,
): MenuEntry[] {
  const actions = createMonitorActions(session);
  const [first] = monitors;
  const only = monitors.length === 1 ? first : undefined;
  const checkable = monitors.filter(isCheckable);
  const running = monitors.filter(({ enabled }) => enabled);
  const paused = monitors.filter(({ enabled }) => !enabled);
  const keyOf = (does: string): string | undefined => (hasKeys ? text.palette.keys[does] : undefined);
  const item = (entry: Omit<Extract<MenuEntry, { type: 'item' }>, 'type'>): MenuEntry => ({ type: 'item', ...entry });
  const some = (of: readonly unknown[], entry: MenuEntry): readonly MenuEntry[] => (of.length === 0 ? [] : [entry]);
  return [
    ...some(
      checkable,
      item({
        label: text.actions.check,
        icon: 'RefreshCw',
        key: keyOf('check'),
        onselect: () => void actions.checkAll(checkable),
      }),
    ),
    ...some(
      unacknowledged(monitors),
      item({
        label: text.incidents.acknowledge,
        icon: 'CheckCheck',
        onselect: () => void actions.acknowledge(monitors),
      }),
    ),
    ...some(
      running,
      item({
        label: text.actions.pause,
        icon: 'Pause',
        key: keyOf('pause'),
        onselect: () => void actions.pause(running),
      }),
    ),
    ...some(
      paused,
      item({
        label: text.actions.resume,
        icon: 'Play',
        key: keyOf('resume'),
        onselect: () => void actions.resume(paused),
      }),
    ),
    ...(only === undefined ? [] : singleEntries(session, only, keyOf('edit'))),
    { type: 'heading', label: text.mutes.heading },
    ...muteEntries(session, { kind: 'monitors', monitors }, nowMs),
    { type: 'heading', label: text.maintenance.menu },
    ...maintenanceEntries(
      session,
      monitors.map(({ id }) => id),
    ),
    { type: 'line' },
    item({
      label: text.actions.delete,
      icon: 'Trash2',
      isDanger: true,
      onselect: () => actions.remove(monitors),
    }),
  ];
}

function singleEntries(
  { router }: Session,
  { id, kind }: MonitorSummary,
  key: string | undefined,
): readonly MenuEntry[] {
  return [
    {
      type: 'item',
      label: text.actions.edit,
      icon: 'Pencil',
      key,
      onselect: () => router.go({ view: 'edit-monitor', id }),
    },
    {
      type: 'item',
      label: text.actions.clone,
      icon: 'CopyPlus',
      onselect: () => router.go({ view: 'new-monitor', kind, copyOf: id }),
    },
  ];
}
