/** Composition of the engine: everything that a host (Electron, headless) needs to run one. */
import type { Api, EngineEvent } from '../contract/api.ts';
import type { Result } from '../contract/result.ts';
import type { IncomingPing, PingAnswer } from './heartbeat/incoming.ts';
import type { Cancel, Clock, Logger, NativeNotifier, Randomness, SecretBox } from './ports.ts';

export interface EngineOptions {
  /** Made with mode 0700 where it is missing. */
  readonly dataDirectory: string;
  readonly host: 'desktop' | 'headless';
  readonly version: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly secretBox: SecretBox;
  readonly nativeNotifier: NativeNotifier;
  readonly randomness: Randomness;
}

export interface Engine {
  readonly api: Api;
  /** Begins to probe and to send. Before it, `api` answers but nothing runs. */
  readonly start: () => void;
  /** Ends probes under way, writes what is pending, closes the store and gives the directory back. */
  readonly stop: () => Promise<void>;
  readonly on: (listener: (event: EngineEvent) => void) => Cancel;
  readonly receivePing: (ping: IncomingPing) => PingAnswer;
  /** What the host's listener came to; shown in `system.info`. */
  readonly reportListener: (listener: { url: string } | { error: string }) => void;
}

export type OpenEngine = (options: EngineOptions) => Promise<Result<Engine>>;
