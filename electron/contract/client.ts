/** The engine as its clients see it. */
import type { Api } from './calls.ts';
import type { EngineEvent } from './events.ts';

/** The same over every transport. */
export interface VigilmonClient {
  readonly api: Api;
  /** @returns the function that cancels the subscription. */
  readonly subscribe: (listener: (event: EngineEvent) => void, onGap: () => void) => () => void;
}
