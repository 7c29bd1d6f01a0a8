/** A configuration that was handed over to Prometheus, as files in a directory of the test. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Handover } from '../../electron/contract/handover.ts';
import { valueOf, type TestEngine } from './test-engine.ts';

export interface HandOverOptions {
  /** `host:port` of the listener. */
  readonly address?: string;
  readonly env?: Record<string, string>;
}

export async function handOver(
  engine: TestEngine,
  yaml: string,
  { address = '127.0.0.1:7464', env = {} }: HandOverOptions = {},
): Promise<Handover> {
  valueOf(await engine.api.config.apply({ yaml, env }));
  return valueOf(await engine.api.config.handOver({ to: 'prometheus', metrics: { address, credentialsFile: null } }));
}

/** @param change of the text of each file, such as its ports. */
export function writeHandover(
  { files }: Handover,
  directory: string,
  change: (text: string) => string = (text) => text,
): void {
  for (const { path, text } of files) writeIn(directory, path, change(text));
}

export function writeIn(directory: string, path: string, text: string): void {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The text of a file. */
export function fileOf({ files }: Handover, path: string): string {
  return files.find((file) => file.path === path)?.text ?? '';
}
