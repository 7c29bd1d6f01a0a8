/**
 * The call table: everything that a window, a page or a script can ask of the engine. The engine implements it once
 * (engine/api) and parses each input; electron/main/ipc and electron/http only transport it. The window and the preload
 * import types alone from here, so that no validator is bundled with them.
 */
import type { z } from 'zod';
import type { Call, InputOf, OutputOf } from './calls/call.ts';
import { discoveryCalls } from './calls/discovery.ts';
import { digestCalls } from './calls/digest.ts';
import { historyCalls, incidentCalls, pingCalls } from './calls/history.ts';
import { locationCalls } from './calls/locations.ts';
import { maintenanceCalls } from './calls/maintenance.ts';
import { monitorCalls, overviewCalls } from './calls/monitors.ts';
import { alertCalls, channelCalls, muteCalls, ruleCalls } from './calls/notifications.ts';
import { configCalls, hostCalls, settingsCalls, systemCalls } from './calls/program.ts';
import type { Result } from './result.ts';

export const calls = {
  overview: overviewCalls,
  monitors: monitorCalls,
  incidents: incidentCalls,
  history: historyCalls,
  pings: pingCalls,
  channels: channelCalls,
  rules: ruleCalls,
  locations: locationCalls,
  alerts: alertCalls,
  mutes: muteCalls,
  digest: digestCalls,
  maintenance: maintenanceCalls,
  discovery: discoveryCalls,
  settings: settingsCalls,
  host: hostCalls,
  config: configCalls,
  system: systemCalls,
};

export type Calls = typeof calls;

/** The table as functions: what the engine implements and what a client gets over any transport. */
export type Api = {
  readonly [G in keyof Calls]: {
    readonly [M in keyof Calls[G]]: (input: InputOf<Calls[G][M]>) => Promise<Result<OutputOf<Calls[G][M]>>>;
  };
};

/** `monitors.get` */
export type CallName = { [G in keyof Calls]: `${G}.${keyof Calls[G] & string}` }[keyof Calls];

type AnyCall = Call<z.ZodType, unknown>;

/** The table with each entry replaced. */
export function mapCalls<T>(make: (entry: AnyCall, name: { readonly group: string; readonly method: string }) => T): {
  readonly [G in keyof Calls]: { readonly [M in keyof Calls[G]]: T };
} {
  const groups = Object.entries<Readonly<Record<string, AnyCall>>>(calls).map(([group, entries]) => [
    group,
    Object.fromEntries(Object.entries(entries).map(([method, entry]) => [method, make(entry, { group, method })])),
  ]);
  // fromEntries forgets the names, which are those of `calls`.
  return Object.fromEntries(groups) as ReturnType<typeof mapCalls<T>>;
}
