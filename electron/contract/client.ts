/** The engine as its clients see it. */
import type { Api } from './calls.ts';
import type { EngineEvent } from './events.ts';

/** The same over every transport. */
export interface VigilmonClient {
  readonly api: Api;
  /** @returns the function that cancels the subscription. */
  readonly subscribe: (listener: (event: EngineEvent) => void, onGap: () => void) => () => void;
}

/** What a client says itself, since no engine has answered. */
export interface ClientWords {
  readonly unreachable: (url: string) => string;
  readonly notVigilmon: (url: string) => string;
  /** The main process answered with something else than a result. */
  readonly noResult: string;
}
