/** What `system.info` shows of the running program, and the warnings for the user. */
import type { SystemInfo } from '../../contract/model/program.ts';
import type { Emit } from './events.ts';

export interface SystemStatus {
  readonly read: () => Omit<SystemInfo, 'databaseBytes' | 'restore'>;
  readonly setListener: (listener: { readonly url: string } | { readonly error: string }) => void;
  /** One warning for each topic; null: the trouble is over. */
  readonly warn: (topic: string, warning: string | null) => void;
}

type Fixed = Pick<SystemInfo, 'version' | 'host' | 'dataDirectory' | 'startedAt'>;

const versions: Readonly<Record<string, string | undefined>> = process.versions;
const node = `Node ${process.versions.node}`;
const runtime = versions['electron'] === undefined ? node : `Electron ${versions['electron']}, ${node}`;

export function openSystemStatus(fixed: Fixed, emit: Emit): SystemStatus {
  const warnings = new Map<string, string>();
  let listener: Pick<SystemInfo, 'listenerUrl' | 'listenerError'> = { listenerUrl: null, listenerError: null };
  return {
    read: () => ({ ...fixed, runtime, ...listener, warnings: Array.from(warnings.values()) }),
    setListener(next) {
      listener =
        'url' in next
          ? { listenerUrl: next.url, listenerError: null }
          : { listenerUrl: null, listenerError: next.error };
      emit({ type: 'system' });
    },
    warn(topic, warning) {
      if ((warnings.get(topic) ?? null) === warning) return;
      if (warning === null) warnings.delete(topic);
      else warnings.set(topic, warning);
      emit({ type: 'system' });
    },
  };
}
