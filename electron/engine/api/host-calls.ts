/** What the host lets be set of itself. What this host does not have is answered as unavailable, and nothing is changed. */
import type { HostSettings } from '../../contract/model/program.ts';
import { fail, invalid, ok, type Result } from '../../contract/result.ts';
import type { ParsedHostPatch } from '../../contract/schemas.ts';
import type { CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';

const nothing: HostSettings = { autostart: null, listener: null, api: null, looksForUpdates: false };
const ports = [1024, 65_535] as const;

export function hostCalls({ hostControls, emit, exclusive }: CallContext): Handlers['host'] {
  const read = async (): Promise<HostSettings> => (hostControls === null ? nothing : hostControls.read());

  function change(make: (current: HostSettings) => Promise<Result<HostSettings>>): Promise<Result<HostSettings>> {
    return exclusive(async () => {
      const changed = await make(await read());
      if (changed.ok) emit({ type: 'system' });
      return changed;
    });
  }

  return {
    get: async () => ok(await read()),
    update: (patch) =>
      change(async (current) => {
        const refused = missingIn(current, patch) ?? problemWith(current, patch);
        return refused ?? hostControls?.update(patch) ?? unavailable('nothing of this host can be set');
      }),
    renewToken: () =>
      change(async ({ api }) => {
        if (api === null || !api.enabled) return unavailable('there is no token while the API is off');
        return hostControls?.renewToken() ?? unavailable('this host has no token');
      }),
  };
}

function unavailable(message: string): Result<never> {
  return fail('unavailable', message);
}

function missingIn({ autostart, listener, api }: HostSettings, patch: ParsedHostPatch): Result<never> | null {
  if (patch.autostart !== undefined && autostart === null) return unavailable('this host cannot be started at login');
  if (patch.listener !== undefined && listener === null)
    return unavailable('the listener of this host cannot be moved');
  if (patch.api !== undefined && api === null) return unavailable('this host has no API');
  if (patch.api?.enabled === false && api?.canBeDisabled === false) {
    return unavailable('this host is of no use without its API');
  }
  return null;
}

/** One field, one sentence. Only addresses of this computer can be bound, and those below 1024 belong to the system. */
function problemWith({ listener }: HostSettings, patch: ParsedHostPatch): Result<never> | null {
  const fields: Record<string, string> = {};
  const { host, port } = patch.listener ?? {};
  if (host !== undefined && listener !== null && !listener.addresses.includes(host)) {
    fields['listener.host'] = 'is not an address of this computer';
  }
  const [least, most] = ports;
  if (port !== undefined && !(Number.isInteger(port) && port >= least && port <= most)) {
    fields['listener.port'] = `must be a whole number from ${String(least)} to ${String(most)}`;
  }
  return Object.keys(fields).length > 0 ? invalid(fields) : null;
}
