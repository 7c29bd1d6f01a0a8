/** The icon of a find: what it is, where that can be told, else how it was found. */
import type { Found } from '../../../electron/contract/model/discovery.ts';
import type { IconName } from '../../icons.ts';

export function iconOf(found: Found): IconName {
  if (found.is === 'job') return found.source === 'systemd' ? 'Timer' : 'Clock';
  if (found.isHttp) return 'Globe';
  return found.source === 'container' ? 'Archive' : 'Terminal';
}
