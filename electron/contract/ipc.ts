/** How the call table and the events travel between the main process and the window. */
import type { VigilmonClient } from './client.ts';

export const ipcChannels = {
  /** Window to main: `('monitors.get', input)`, answered with a Result as JSON. */
  call: 'vigilmon:call',
  /** Main to window: one EngineEvent. */
  event: 'vigilmon:event',
  /** Main to window: events were left out while it was hidden, so whatever it holds is to be fetched anew. */
  gap: 'vigilmon:gap',
} as const;

/**
 * `window.vigilmon`: what the preload puts into the page. Answers cross it as text, since it copies objects value by
 * value, which for the overview of 1,000 monitors takes a third of a second.
 */
export interface Bridge {
  readonly call: (name: string, input?: unknown) => Promise<string>;
  readonly subscribe: VigilmonClient['subscribe'];
}
