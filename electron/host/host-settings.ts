/**
 * The user's settings of the host itself, in a file of their own: they are needed before there is an engine, and
 * restoring a backup must not move the listener. Anything missing or invalid has its default.
 */
import { join } from 'node:path';
import { metricsAccesses, type MetricsAccess } from '../contract/model/program.ts';
import { readPrivateFile, writePrivateFile } from './data-directory.ts';

/** Where the listener is by default. */
export const defaultPlace = { host: '127.0.0.1', port: 7464 } as const;

export interface KeptSettings {
  readonly host: string | null;
  readonly port: number | null;
  readonly isApiOn: boolean | null;
  readonly metrics: MetricsAccess | null;
  readonly areCommandsAllowed: boolean | null;
}

const settingsFile = (dataDirectory: string): string => join(dataDirectory, 'host.json');

export function readHostSettings(dataDirectory: string): KeptSettings {
  const kept = parse(readPrivateFile(settingsFile(dataDirectory)) ?? '{}');
  const { host, port, isApiOn, metrics, areCommandsAllowed } = kept;
  return {
    host: typeof host === 'string' && host !== '' ? host : null,
    port: Number.isInteger(port) && Number(port) > 0 && Number(port) <= 65_535 ? Number(port) : null,
    isApiOn: typeof isApiOn === 'boolean' ? isApiOn : null,
    metrics: metricsAccesses.find((access) => access === metrics) ?? null,
    areCommandsAllowed: typeof areCommandsAllowed === 'boolean' ? areCommandsAllowed : null,
  };
}

export function writeHostSettings(dataDirectory: string, settings: KeptSettings): void {
  writePrivateFile(settingsFile(dataDirectory), `${JSON.stringify(settings, null, 2)}\n`);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {}; // damaged: all defaults
  }
}
