/** Prints only problems, to stderr: nobody reads a demo's log. */
import type { Logger } from '../../electron/engine/ports.ts';
import { inspect } from 'node:util';

const say =
  (level: string): Logger['warn'] =>
  (message, context) => {
    process.stderr.write(`${level}: ${message}${context === undefined ? '' : ` ${inspect(context, { depth: 4 })}`}\n`);
  };

export const problemLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: say('warning'),
  error: say('error'),
};
