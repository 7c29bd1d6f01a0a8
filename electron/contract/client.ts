/** The engine as whoever uses it from outside has it. */
import type { Api } from './calls.ts';
import type { EngineEvent } from './events.ts';

/** Whichever transport carries it. */
export interface VigilmonClient {
  readonly api: Api;
  /** @returns the function that ends the subscription. */
  readonly subscribe: (listener: (event: EngineEvent) => void, onGap: () => void) => () => void;
}
