import { signalOf } from '../../../contract/exit-code.ts';

/** `exit code 137 (KILL)` */
export function exitCodeInWords(exitCode: number): string {
  const signal = signalOf(exitCode);
  return `exit code ${String(exitCode)}${signal === null ? '' : ` (${signal})`}`;
}
