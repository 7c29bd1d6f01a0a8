/** The program itself: settings, settings of the host, the configuration file, backups. */
import { z } from 'zod';
import { handoverTargets, type Handover } from '../handover.ts';
import type { ApplyReport, Backup, HostSettings, ImportPlan, Settings, SystemInfo } from '../model/program.ts';
import { hostPatch, settingsPatch } from '../schemas.ts';
import { nothing, takes } from './call.ts';

export const settingsCalls = {
  get: takes(nothing).answers<Settings>(),
  update: takes(settingsPatch).answers<Settings>(),
};

export const hostCalls = {
  get: takes(nothing).answers<HostSettings>(),
  /**
   * Applies now and to later starts. `unavailable`: this host has no such setting. `conflict`: the port is taken, and
   * the listener has not moved. A listener that moves responds to this call at its old address, and then closes it.
   */
  update: takes(hostPatch).answers<HostSettings>(),
  /** A token must not be enough to allow programs. */
  allowCommands: takes(z.strictObject({ allowed: z.boolean() })).fromApplication.answers<HostSettings>(),
  /** Installs the command line for this user, or removes it. `conflict`: another file is in its place, and stays. */
  installCommandLine: takes(z.strictObject({ installed: z.boolean() })).fromApplication.answers<HostSettings>(),
  /** Resolves once the check has ended. */
  checkForUpdates: takes(nothing).fromApplication.answers<HostSettings>(),
  /** Downloads the available version; resolves when that has begun. */
  downloadUpdate: takes(nothing).fromApplication.answers<HostSettings>(),
  /** Quits, installs what has been downloaded, and starts again; unsaved changes are asked about first. */
  installUpdate: takes(nothing).fromApplication.answers<HostSettings>(),
  /** Shows the log in its folder, on the desktop of this computer. */
  showLog: takes(nothing).fromApplication.answers<HostSettings>(),
  /** The old token stops working, and event streams opened with it are closed. */
  renewToken: takes(nothing).answers<HostSettings>(),
};

const handoverInput = z.strictObject({
  to: z.enum(handoverTargets),
  /** The listener whose metrics are scraped, and a file with its token; null: none is needed. */
  metrics: z.strictObject({ address: z.string(), credentialsFile: z.string().nullable() }),
});

const yamlFile = z.strictObject({ yaml: z.string(), env: z.record(z.string(), z.string()).optional() });

export const configCalls = {
  /** All or nothing. `env` fills `${NAME}`; field paths in errors are followed by their line: `line 12`. */
  apply: takes(yamlFile).answers<ApplyReport>(),
  /**
   * The same file, added to what is there as if made by hand: no later `apply` removes it, and nothing is removed but the
   * default rule, if the file has others. A secret whose variable is not set stays as it is stored.
   */
  import: takes(yamlFile).answers<ApplyReport>(),
  /** What `import` would change, or what it still needs. */
  plan: takes(yamlFile).answers<ImportPlan>(),
  /** The YAML file, with `${NAME}` in place of each secret. */
  export: takes(nothing).answers<{ readonly yaml: string; readonly env: readonly string[] }>(),
  /** The configuration for another program, as files without secrets. */
  handOver: takes(handoverInput).answers<Handover>(),
};

export const systemCalls = {
  info: takes(nothing).answers<SystemInfo>(),
  /** @returns the path of the new backup. */
  backup: takes(nothing).answers<{ readonly file: string; readonly bytes: number }>(),
  /** Newest first. */
  backups: takes(nothing).answers<readonly Backup[]>(),
  /**
   * The next start replaces the database with the backup, and keeps the replaced one as a backup. Until then nothing
   * changes, and `system.info` shows the pending restore. `file` is one of `backups`; null cancels the restore.
   */
  restore: takes(z.strictObject({ file: z.string().nullable() })).answers<{
    readonly takesEffect: 'at-next-start' | 'never';
  }>(),
};
