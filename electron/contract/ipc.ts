/** How the call table and the events travel between the main process and the window. */
import type { VigilmonClient } from './client.ts';

export const ipcChannels = {
  /** Window to main: `('monitors.get', input)`, answered with a Result as JSON. */
  call: 'vigilmon:call',
  /** Main to window: a list of EngineEvents, in order. */
  events: 'vigilmon:events',
  /** Main to window: events were skipped while it was hidden, so it has to fetch everything again. */
  gap: 'vigilmon:gap',
} as const;

/**
 * `window.vigilmon`: what the preload exposes to the page. Results cross the bridge as text, because it copies objects
 * value by value, which takes a third of a second for the overview of 1,000 monitors.
 */
export interface Bridge {
  readonly call: (name: string, input?: unknown) => Promise<string>;
  readonly subscribe: VigilmonClient['subscribe'];
}
