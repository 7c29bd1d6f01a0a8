/**
 * Whether this computer can reach the internet. Assessed when a check has failed, never assumed from an earlier result:
 * every caller gets an assessment that started after the call, and simultaneous callers share one. While the internet is
 * unreachable it is assessed every few seconds, so that its return is noticed without a check.
 */
import type { Connection } from '../../contract/model/state.ts';
import type { Cancel, Clock, Logger } from '../ports.ts';
import type { AskAnchor } from './anchors.ts';
import { assessConnection } from './assess-connection.ts';

const reassessMs = 10_000;

export interface Connectivity {
  /** The last assessment; `online` before the first. */
  readonly current: () => Connection;
  readonly assess: () => Promise<Connection>;
  readonly stop: () => void;
}

interface ConnectivityOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly ask: AskAnchor;
  /** URLs that respond with `204 No Content`. None: the internet is assumed to be reachable. */
  readonly anchors: () => readonly string[];
  readonly onChange: (connection: Connection) => void;
}

export function openConnectivity(options: ConnectivityOptions): Connectivity {
  const { clock, logger } = options;
  const stopping = new AbortController();
  let current: Connection = 'online';
  let inProgress: Promise<Connection> | null = null;
  let following: Promise<Connection> | null = null;
  let cancelTimer: Cancel | null = null;

  function assess(): Promise<Connection> {
    if (inProgress === null) return begin();
    following ??= inProgress.then(() => {
      following = null;
      return assess();
    });
    return following;
  }

  function begin(): Promise<Connection> {
    cancelTimer?.();
    const assessing = assessConnection(options.anchors(), { ...options, signal: stopping.signal }).then(
      (connection) => {
        inProgress = null;
        settle(connection);
        return connection;
      },
    );
    inProgress = assessing;
    return assessing;
  }

  function settle(connection: Connection): void {
    if (stopping.signal.aborted) return;
    if (connection !== 'online') cancelTimer = clock.setTimer(reassessMs, () => void assess());
    if (connection === current) return;
    logger.info('the connection to the internet changed', { from: current, to: connection });
    current = connection;
    options.onChange(connection);
  }

  return {
    current: () => current,
    assess,
    stop() {
      cancelTimer?.();
      stopping.abort();
    },
  };
}
