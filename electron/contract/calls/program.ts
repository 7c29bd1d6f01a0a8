/** The program itself: settings, what the host lets be set, the configuration file, backups. */
import { z } from 'zod';
import type { ApplyReport, Backup, HostSettings, Settings, SystemInfo } from '../model/program.ts';
import { hostPatch, settingsPatch } from '../schemas.ts';
import { nothing, takes } from './call.ts';

export const settingsCalls = {
  get: takes(nothing).answers<Settings>(),
  update: takes(settingsPatch).answers<Settings>(),
};

export const hostCalls = {
  get: takes(nothing).answers<HostSettings>(),
  /**
   * At once and for later starts. `unavailable`: this host has no such setting. `conflict`: the port is taken, and the
   * listener is where it was. A moved listener answers this very call at its old place, and nothing after it.
   */
  update: takes(hostPatch).answers<HostSettings>(),
  /** The old token is refused from then on, and whoever listens with it is cut off. */
  renewToken: takes(nothing).answers<HostSettings>(),
};

const yamlFile = z.strictObject({ yaml: z.string(), env: z.record(z.string(), z.string()).optional() });

export const configCalls = {
  /** All or nothing. `env` fills `${NAME}`; field paths in errors are followed by their line: `line 12`. */
  apply: takes(yamlFile).answers<ApplyReport>(),
  /** The YAML file; each secret stands as `${NAME}`. */
  export: takes(nothing).answers<{ readonly yaml: string; readonly env: readonly string[] }>(),
};

export const systemCalls = {
  info: takes(nothing).answers<SystemInfo>(),
  /** @returns the path of the new backup. */
  backup: takes(nothing).answers<{ readonly file: string; readonly bytes: number }>(),
  /** Newest first. */
  backups: takes(nothing).answers<readonly Backup[]>(),
  /**
   * At the next start the backup takes the database's place, and what is there then is kept as a backup itself; until
   * then all goes on as it is, and `system.info` shows it. `file` is one of `backups`, or null: not after all.
   */
  restore: takes(z.strictObject({ file: z.string().nullable() })).answers<{
    readonly takesEffect: 'at-next-start' | 'never';
  }>(),
};
