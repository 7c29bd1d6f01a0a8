/** The end of what a failed job wrote, as reasons of its alert: where it failed is usually in the last lines. */
import { oneLine } from '../../contract/plain-text.ts';
import type { Reason } from '../../contract/reasons.ts';

const mostLines = 6;
const longestLine = 300;

export function outputReasons(output: string): readonly Reason[] {
  const lines = output.split('\n').map((line) => oneLine(line, longestLine));
  return lines
    .filter((line) => line !== '')
    .slice(-mostLines)
    .map((line) => ({ code: 'job-output', facts: { line } }));
}
