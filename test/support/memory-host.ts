/** A host whose settings are only remembered, for tests of what the engine does before and after it asks the host. */
import type { HostSettings } from '../../electron/contract/model/program.ts';
import { ok } from '../../electron/contract/result.ts';
import type { HostPatch } from '../../electron/contract/schemas.ts';
import type { HostControls } from '../../electron/engine/ports.ts';

export interface MemoryHost {
  readonly controls: HostControls;
  /** What got through to the host. */
  readonly asked: readonly HostPatch[];
  /** How often the log was shown. */
  readonly shown: () => number;
}

export function memoryHost(first: HostSettings): MemoryHost {
  let settings = first;
  const asked: HostPatch[] = [];
  let logsShown = 0;
  const controls: HostControls = {
    read: () => Promise.resolve(settings),
    update(patch) {
      asked.push(patch);
      const { host = settings.listener?.host, port = settings.listener?.port } = patch.listener ?? {};
      const { listener, api } = settings;
      settings = {
        ...settings,
        autostart: patch.autostart ?? settings.autostart,
        keepsRunning: patch.keepsRunning ?? settings.keepsRunning,
        listener: listener === null ? null : { ...listener, host: host ?? '', port: port ?? 0 },
        api: api === null ? null : { ...api, enabled: patch.api?.enabled ?? api.enabled },
      };
      return Promise.resolve(ok(settings));
    },
    allowCommands(allowed) {
      const { commands } = settings;
      settings = { ...settings, commands: commands === null ? null : { ...commands, allowed } };
      return Promise.resolve(ok(settings));
    },
    installCommandLine(isInstalled) {
      const { commandLine } = settings;
      settings = { ...settings, commandLine: commandLine === null ? null : { ...commandLine, isInstalled } };
      return Promise.resolve(ok(settings));
    },
    checkForUpdates: () => Promise.resolve(ok(settings)),
    downloadUpdate: () => Promise.resolve(ok(settings)),
    installUpdate: () => Promise.resolve(ok(settings)),
    showLog() {
      logsShown += 1;
      return Promise.resolve(ok(settings));
    },
    renewToken() {
      const { api } = settings;
      settings = { ...settings, api: api === null ? null : { ...api, token: 'another-token' } };
      return Promise.resolve(ok(settings));
    },
  };
  return { controls, asked, shown: () => logsShown };
}
