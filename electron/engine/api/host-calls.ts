/** Settings of the host. What this host does not have is refused as unavailable, and nothing is changed. */
import type { HostSettings, UpdateSettings } from '../../contract/model/program.ts';
import { problem, type Problem } from '../../contract/problems.ts';
import { refused, refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { ParsedHostPatch } from '../../contract/schemas.ts';
import type { HostControls } from '../ports.ts';
import type { CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';

const nothing: HostSettings = {
  autostart: null,
  keepsRunning: null,
  listener: null,
  api: null,
  commands: null,
  commandLine: null,
  shortcut: null,
  updates: null,
  log: null,
};
const ports = [1024, 65_535] as const;

export function hostCalls({ hostControls, emit, exclusive }: CallContext): Handlers['host'] {
  const read = async (): Promise<HostSettings> => (hostControls === null ? nothing : hostControls.read());

  function change(make: (current: HostSettings) => Promise<Outcome<HostSettings>>): Promise<Outcome<HostSettings>> {
    return exclusive(async () => {
      const changed = await make(await read());
      if (changed.ok) emit({ type: 'system' });
      return changed;
    });
  }

  /** Not `exclusive`: a check waits for a server. */
  async function update(
    make: (controls: HostControls, updates: UpdateSettings) => Outcome<HostSettings> | Promise<Outcome<HostSettings>>,
  ): Promise<Outcome<HostSettings>> {
    const { updates } = await read();
    if (hostControls === null || updates === null) return refused('no-updates');
    const changed = await make(hostControls, updates);
    if (changed.ok) emit({ type: 'system' });
    return changed;
  }

  return {
    get: async () => ok(await read()),
    update: (patch) =>
      change(async (current) => {
        const refusal = missingIn(current, patch) ?? problemWith(current, patch);
        return refusal ?? hostControls?.update(patch) ?? refused('no-host-settings');
      }),
    allowCommands: ({ allowed }) =>
      change(async ({ commands }) => {
        if (commands?.canBeChanged !== true) return refused('commands-fixed');
        return hostControls?.allowCommands(allowed) ?? refused('no-host-settings');
      }),
    installCommandLine: ({ installed }) =>
      change(async ({ commandLine }) => {
        if (commandLine === null) return refused('no-command-line');
        return hostControls?.installCommandLine(installed) ?? refused('no-host-settings');
      }),
    checkForUpdates: () => update((controls) => controls.checkForUpdates()),
    downloadUpdate: () =>
      update((controls, { status, installsItself }) =>
        installsItself && 'version' in status ? controls.downloadUpdate() : refused('no-update'),
      ),
    installUpdate: () =>
      update((controls, { status }) => (status.is === 'ready' ? controls.installUpdate() : refused('no-update'))),
    showLog: async () => {
      const { log } = await read();
      if (log?.canBeShown !== true) return refused('no-host-settings');
      return hostControls?.showLog() ?? refused('no-host-settings');
    },
    renewToken: () =>
      change(async ({ api }) => {
        if (api === null || !api.enabled) return refused('no-token');
        return hostControls?.renewToken() ?? refused('no-host-settings');
      }),
  };
}

function missingIn(
  { autostart, keepsRunning, shortcut, listener, api }: HostSettings,
  patch: ParsedHostPatch,
): Outcome<never> | null {
  if (patch.autostart !== undefined && autostart === null) return refused('no-autostart');
  if (patch.keepsRunning !== undefined && keepsRunning === null) return refused('no-window');
  if (patch.shortcut !== undefined && shortcut === null) return refused('no-shortcut');
  if (patch.listener !== undefined && listener === null) return refused('fixed-listener');
  if (patch.api !== undefined && api === null) return refused('no-host-api');
  if (patch.api?.enabled === false && api?.canBeDisabled === false) {
    return refused('needs-api');
  }
  return null;
}

/** One problem per field. Only addresses of this computer can be bound; ports below 1024 belong to the system. */
function problemWith({ listener }: HostSettings, patch: ParsedHostPatch): Outcome<never> | null {
  const fields: Record<string, Problem> = {};
  const { host, port } = patch.listener ?? {};
  if (host !== undefined && listener !== null && !listener.addresses.includes(host)) {
    fields['listener.host'] = problem('not-own-address');
  }
  const [least, most] = ports;
  if (port !== undefined && !(Number.isInteger(port) && port >= least && port <= most)) {
    fields['listener.port'] = problem('not-in-range', { least, most });
  }
  return Object.keys(fields).length > 0 ? refusedFields(fields) : null;
}
