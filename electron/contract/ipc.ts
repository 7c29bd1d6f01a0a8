/** The names under which the call table and the events travel between the main process and the window's preload. */
export const ipcChannels = {
  /** Window to main: `('monitors.get', input)`, answered with a Result. */
  call: 'vigilmon:call',
  /** Main to window: one EngineEvent. */
  event: 'vigilmon:event',
  /** Main to window: events were left out while it was hidden, so whatever it holds is to be fetched anew. */
  gap: 'vigilmon:gap',
} as const;
