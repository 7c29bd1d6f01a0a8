/**
 * Where the listener is. It is opened and moved as wanted, and a file announces it to other programs on this computer
 * from `announce` on, wherever it moves.
 */
import type { MetricsAccess } from '../contract/model/program.ts';
import { refused, type Outcome } from '../contract/refusal.ts';
import type { Logger, Randomness } from '../engine/ports.ts';
import { announceRunning, keepToken } from './running-files.ts';

/** See http/movable-listener.ts. */
export interface AccessListener {
  readonly current: () => OpenAccess | null;
  readonly move: (place: AccessPlace) => Promise<Outcome<OpenAccess>>;
  readonly close: () => Promise<void>;
}
interface AccessPlace {
  readonly host: string;
  readonly port: number;
  readonly api: { readonly token: string; readonly pageDirectory: string | null } | null;
  readonly metrics: MetricsAccess;
}
export interface OpenAccess extends AccessPlace {
  readonly url: string;
}

export interface WantedPlace {
  readonly host: string;
  readonly port: number;
  readonly isApiOn: boolean;
  readonly metrics: MetricsAccess;
}

interface ListenerPlaceOptions {
  readonly dataDirectory: string;
  readonly randomness: Randomness;
  readonly pageDirectory: string | null;
  readonly onMoved: ((place: OpenAccess) => void) | undefined;
  readonly logger: Pick<Logger, 'warn'>;
}

export interface ListenerPlace {
  readonly wanted: () => WantedPlace;
  /** Null: not open. */
  readonly current: () => OpenAccess | null;
  /** Opens the listener where it is wanted. */
  readonly open: (listener: AccessListener) => Promise<Outcome<OpenAccess>>;
  /** If it fails, the listener and what is wanted stay as they were. */
  readonly move: (next: WantedPlace) => Promise<Outcome<OpenAccess>>;
  readonly announce: () => void;
  readonly close: () => Promise<void>;
}

export function createListenerPlace(first: WantedPlace, options: ListenerPlaceOptions): ListenerPlace {
  const { dataDirectory, randomness, pageDirectory, onMoved, logger } = options;
  let wanted = first;
  let listener: AccessListener | null = null;
  let isAnnounced = false;
  let retract = (): void => undefined;

  const current = (): OpenAccess | null => listener?.current() ?? null;

  async function move(next: WantedPlace): Promise<Outcome<OpenAccess>> {
    if (listener === null) return refused('starting');
    const { host, port, isApiOn, metrics } = next;
    const api = isApiOn ? { token: keepToken(dataDirectory, randomness), pageDirectory } : null;
    const moved = await listener.move({ host, port, api, metrics });
    if (!moved.ok) return moved;
    wanted = { ...next, port: moved.value.port };
    if (isAnnounced) {
      publish(moved.value);
      onMoved?.(moved.value);
    }
    return moved;
  }

  /** On a full disk it is not announced: other programs then look for it at the default address. */
  function publish({ url, api }: OpenAccess): void {
    try {
      retract = announceRunning(dataDirectory, { url, hasApi: api !== null });
    } catch (error) {
      logger.warn('other programs cannot find this Vigilmon in its data directory', { error });
    }
  }

  return {
    wanted: () => wanted,
    current,
    open(opened) {
      listener = opened;
      return move(wanted);
    },
    move,
    announce() {
      isAnnounced = true;
      const place = current();
      if (place !== null) publish(place);
    },
    async close() {
      retract();
      await listener?.close();
    },
  };
}
