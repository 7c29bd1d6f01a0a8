/**
 * The Logger port: one JSON object per line for a file, or one plain sentence per line for a terminal. Everything
 * passes through redact.ts. These thirty lines replace a library because the oldest supported desktop runtime (Node 16)
 * lacks what the usual one loads first.
 */
import { escapeUnprintable, printable } from '../contract/plain-text.ts';
import type { LogContext, Logger } from '../engine/ports.ts';
import { redact, redactText } from './redact.ts';

const levels = ['debug', 'info', 'warn', 'error'] as const;
type LogLevel = (typeof levels)[number];

export interface LoggerOptions {
  /** Messages below this level are dropped. */
  readonly level: LogLevel;
  readonly format: 'json' | 'plain';
  /** Receives one whole line, line end included. */
  readonly write: (line: string) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

interface Entry {
  readonly level: LogLevel;
  readonly message: string;
  readonly context: LogContext;
}

export function createLogger(options: LoggerOptions): Logger {
  const format = options.format === 'json' ? jsonLine : plainLine;
  const log =
    (level: LogLevel) =>
    (message: string, context: LogContext = {}): void => {
      if (levels.indexOf(level) < levels.indexOf(options.level)) return;
      options.write(format({ level, message, context }, options.now()));
    };
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}

/** Writes to all of them. */
export function teeLogger(...loggers: readonly Logger[]): Logger {
  const log =
    (level: LogLevel) =>
    (message: string, context?: LogContext): void => {
      for (const logger of loggers) logger[level](message, context);
    };
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}

function jsonLine({ level, message, context }: Entry, nowMs: number): string {
  const time = new Date(nowMs).toISOString();
  const entry = JSON.stringify({ time, level, message: redactText(message), context: redact(context) });
  return `${escapeUnprintable(entry)}\n`;
}

function plainLine({ level, message, context }: Entry): string {
  const causes = causesOf(context['error']);
  const line = [`vigilmon: ${level}: ${message}`, ...causes].join(': ').replace(/\s*\n\s*/g, ' ');
  return `${printable(redactText(line))}\n`;
}

/** The messages of an error and of its causes, outermost first. Cycles are cut off. */
function causesOf(error: unknown): readonly string[] {
  const messages: string[] = [];
  for (let cause = error; cause instanceof Error && messages.length < 5; cause = cause.cause) {
    messages.push(cause.message);
  }
  return messages;
}
