/** Asks a Globalping about a monitor once. Time passes while the real server answers, little enough that nothing times out. */
import { setImmediate } from 'node:timers/promises';
import type { LocationOf } from '../../electron/contract/locations/registry.ts';
import type { ProbedMonitor } from '../../electron/contract/monitors/registry.ts';
import { askLocation } from '../../electron/engine/locations/ask.ts';
import type { Budgets } from '../../electron/engine/locations/budgets.ts';
import type { Report } from '../../electron/engine/locations/location.ts';
import { openWork } from '../../electron/engine/transport/work.ts';
import type { ManualClock } from './manual-clock.ts';
import { recordedLog } from './recorded-log.ts';

export interface Asking {
  readonly clock: ManualClock;
  readonly budgets: Budgets;
  readonly url: string;
  readonly purpose?: 'confirm' | 'regional';
  readonly finalUrl?: string | null;
  readonly token?: string | null;
}

export async function askGlobalping(monitor: ProbedMonitor, asking: Asking): Promise<Report> {
  const { clock, budgets, url, purpose = 'confirm', finalUrl = null, token = null } = asking;
  const network: LocationOf<'globalping'> = {
    kind: 'globalping',
    id: 'fra',
    name: 'Frankfurt',
    source: 'hand',
    where: 'Frankfurt+datacenter-network',
    token,
    url,
  };
  const progress = { isDone: false };
  const asked = askLocation(network, monitor, {
    clock,
    logger: recordedLog(),
    version: '1.2.3',
    work: openWork({ clock, maxHandshakes: () => 10 }),
    budgets,
    purpose,
    finalUrl,
    signal: new AbortController().signal,
  }).finally(() => (progress.isDone = true));
  while (!progress.isDone) {
    await setImmediate();
    if (clock.pending() > 0) await clock.advance(1);
  }
  return asked;
}
