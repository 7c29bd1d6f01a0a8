/** What a mute covers: everything, the monitors with a tag, or one monitor. */
import type { MuteScope } from './model/alert.ts';
import type { Monitor } from './monitors/registry.ts';

export type MutableMonitor = Pick<Monitor, 'id' | 'tags'>;

export function covers(scope: MuteScope, { id, tags }: MutableMonitor): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'tag':
      return tags.includes(scope.tag);
    case 'monitor':
      return scope.monitorId === id;
  }
}
