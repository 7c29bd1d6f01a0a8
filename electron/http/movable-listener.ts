/**
 * A listener that can be moved while it runs. A free port is opened before the old one is closed; on the same port
 * (another address or token, or the API turned on or off) the old listener must close first, and is reopened if the new
 * one fails. Requests in progress still get their response from the old listener: the request to move is one of them.
 */
import type { MetricsAccess } from '../contract/model/program.ts';
import type { Outcome } from '../contract/refusal.ts';
import { ok } from '../contract/result.ts';
import type { Engine } from '../engine/engine.ts';
import { openListener, type ApiAccess, type Listener, type ListenerOptions } from './listener.ts';

export interface ListenerPlace {
  readonly host: string;
  readonly port: number;
  /** Null: pings only. */
  readonly api: ApiAccess | null;
  readonly metrics: MetricsAccess;
}

interface OpenPlace extends ListenerPlace {
  /** As this computer reaches it. */
  readonly url: string;
}

export interface MovableListener {
  /** Null: not open. */
  readonly current: () => OpenPlace | null;
  /** Opens it at exactly this place. If that fails, it stays where it was. */
  readonly move: (place: ListenerPlace) => Promise<Outcome<OpenPlace>>;
  readonly close: () => Promise<void>;
}

interface MovableListenerOptions extends Pick<ListenerOptions, 'logger' | 'limits'> {
  readonly engine: ListenerOptions['engine'] & Pick<Engine, 'reportListener'>;
}

interface Opened {
  readonly place: OpenPlace;
  readonly listener: Listener;
}

export function createMovableListener({ engine, ...options }: MovableListenerOptions): MovableListener {
  let opened: Opened | null = null;
  const closing = new Set<Promise<void>>();

  async function open(place: ListenerPlace): Promise<Outcome<Opened>> {
    const { host, port, api, metrics } = place;
    const listening = await openListener({ ...options, engine, host, port, api: api ?? undefined, metrics });
    if (!listening.ok) return listening;
    const listener = listening.value;
    return ok({ listener, place: { ...place, port: listener.port, url: listener.url } });
  }

  /** Not awaited: one of the requests in progress may be the one to move. */
  function retire({ listener }: Opened): void {
    const closed = listener.close().finally(() => closing.delete(closed));
    closing.add(closed);
  }

  function settle(next: Opened): Outcome<OpenPlace> {
    opened = next;
    engine.reportListener({ url: next.place.url, pageUrl: next.listener.pageUrl });
    return ok(next.place);
  }

  /** It was open a moment ago, so this fails only if another program was very quick. */
  async function goBack({ place }: Opened): Promise<void> {
    const again = await open(place);
    if (again.ok) settle(again.value);
    else {
      opened = null;
      engine.reportListener({ error: again.error });
    }
  }

  return {
    current: () => opened?.place ?? null,
    async move(place) {
      const before = opened;
      const isInTheWay = before?.place.port === place.port;
      if (before !== null && isInTheWay) retire(before);
      const next = await open(place);
      if (next.ok) {
        if (before !== null && !isInTheWay) retire(before);
        return settle(next.value);
      }
      if (before === null) engine.reportListener({ error: next.error });
      else if (isInTheWay) await goBack(before);
      return next;
    },
    async close() {
      if (opened !== null) retire(opened);
      opened = null;
      await Promise.all(closing);
    },
  };
}
