/** The icon of a find: what it is, where that can be told, else how it was found. */
import { Archive, Clock, Globe, Terminal, Timer, type IconNode } from 'lucide';
import type { Found } from '../../../electron/contract/model/discovery.ts';

export function iconOf(found: Found): IconNode {
  if (found.is === 'job') return found.source === 'systemd' ? Timer : Clock;
  if (found.isHttp) return Globe;
  return found.source === 'container' ? Archive : Terminal;
}
