import type { HeartbeatMonitor, HttpMonitor, Monitor } from '../../../electron/contract/monitors/registry.ts';
import { monitorInput } from '../../../electron/contract/monitors/schema.ts';
import { type MonitorInput } from '../../../electron/contract/monitors/registry.ts';
import type { Outcome } from '../../../electron/contract/refusal.ts';
import { normaliseMonitor, type NormaliseContext } from '../../../electron/engine/monitors/normalise.ts';
import { worded, type Answered } from '../../support/worded.ts';

export const token = 'made-by-the-program';

export const fresh: NormaliseContext = { existing: null, takenIds: new Set(), source: 'hand', makeToken: () => token };

export function normalise(input: MonitorInput, context: Partial<NormaliseContext> = {}): Outcome<Monitor> {
  return normaliseMonitor(monitorInput.parse(input), { ...fresh, ...context });
}

export function made(result: Answered<Monitor>): Monitor {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export function http(
  input: Omit<Extract<MonitorInput, { kind: 'http' }>, 'kind'>,
  context?: Partial<NormaliseContext>,
): HttpMonitor {
  const monitor = made(normalise({ kind: 'http', ...input }, context));
  if (monitor.kind !== 'http') throw new Error('not an http monitor');
  return monitor;
}

export function heartbeat(
  input: Omit<Extract<MonitorInput, { kind: 'heartbeat' }>, 'kind'>,
  context?: Partial<NormaliseContext>,
): HeartbeatMonitor {
  const monitor = made(normalise({ kind: 'heartbeat', ...input }, context));
  if (monitor.kind !== 'heartbeat') throw new Error('not a heartbeat');
  return monitor;
}

export function errorsOf(answered: Answered<unknown>): Readonly<Record<string, string>> {
  const result = worded(answered);
  if (result.ok) throw new Error('nothing is wrong with it');
  return result.error.fields ?? {};
}

export const url = 'https://shop.example.com/health';

export const httpErrors = (input: Omit<Extract<MonitorInput, { kind: 'http' }>, 'kind' | 'url'> & { url?: string }) =>
  errorsOf(normalise({ kind: 'http', url, ...input }));
