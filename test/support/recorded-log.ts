/** A Logger that keeps `level: message` of whatever it is told, for tests to look at. */
import type { Logger } from '../../electron/engine/ports.ts';

export interface RecordedLog extends Logger {
  readonly lines: readonly string[];
}

export function recordedLog(): RecordedLog {
  const lines: string[] = [];
  const at = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
