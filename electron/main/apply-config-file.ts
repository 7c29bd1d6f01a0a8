/** `--config FILE`: nothing is started with a file that cannot be applied as a whole. */
import type { Engine } from '../engine/engine.ts';
import { errorLines, readConfigFile } from '../host/config-file.ts';

/** @throws what is wrong with the file, a line for each field. */
export async function applyConfigFile(file: string, { api, wording }: Pick<Engine, 'api' | 'wording'>): Promise<void> {
  const read = await readConfigFile(file, { env: process.env, wording });
  const applied = read.ok ? await api.config.apply(read.value) : read;
  if (!applied.ok) throw new Error(errorLines(applied.error, file).join('\n'));
}
