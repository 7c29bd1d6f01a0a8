/**
 * Which monitors somebody would be notified of. It changes with rules and channels, and when a channel delivers for the
 * first time, fails or recovers.
 */
import type { AlertConfig } from '../notifications/alert-config.ts';
import type { EventSource } from './events.ts';
import type { MonitorEntry } from './monitor-entry.ts';
import type { MonitorRegistry } from './monitor-registry.ts';

interface CoverageOptions {
  readonly alertConfig: AlertConfig;
  readonly registry: MonitorRegistry;
  readonly on: EventSource['on'];
  readonly announce: (entry: MonitorEntry) => void;
}

export function followCoverage({ alertConfig, registry, on, announce }: CoverageOptions): void {
  const provenIds = (): string =>
    alertConfig
      .proven()
      .map(({ id }) => id)
      .join();
  let known = provenIds();
  on(({ type }) => {
    if (type !== 'rules' && type !== 'channels') return;
    const now = provenIds();
    // Each delivery changes the health of a channel; hardly any changes who is notified.
    if (type === 'channels' && now === known) return;
    known = now;
    for (const entry of registry.refreshCoverage()) announce(entry);
  });
}
