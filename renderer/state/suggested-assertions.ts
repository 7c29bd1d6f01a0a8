/** Assertions that a check suggests: what it found is what is expected from then on. Pure. */
import type { AssertionSubject } from '../../electron/contract/assertion-subjects.ts';
import type { Evidence, EvidenceName } from '../../electron/contract/model/evidence.ts';
import type { Assertion } from '../../electron/contract/model/monitor.ts';
import type { ProbedKind } from '../../electron/contract/monitors/registry.ts';
import type { CheckDetail } from '../../electron/contract/model/state.ts';
import { monitorDefinition } from '../definitions.ts';
import { assertionsFor } from './assertion-draft.ts';

const maxSuggestions = 8;
const longestText = 80;

const firstLine = (text: string): string => text.split('\n')[0]?.trim() ?? '';

const byEvidence: { readonly [N in EvidenceName]?: (text: string) => readonly Assertion[] } = {
  answer: (text) => {
    const [first = '', ...others] = text.split('\n');
    // Too many to list.
    if (others.at(-1)?.startsWith('…') === true) return [{ on: 'answer', is: 'contains', value: first }];
    return [{ on: 'answer', is: 'equals', value: others.length === 0 ? first : [first, ...others] }];
  },
  issuer: (text) => [{ on: 'issuer', is: 'equals', value: text }],
  names: (text) => [{ on: 'names', is: 'contains', value: firstLine(text) }],
  received: () => [{ on: 'packetLoss', is: 'lessThan', value: 50 }],
  // Any other is a failure without being asserted.
  rcode: (text) => (text === 'NOERROR' ? [] : [{ on: 'rcode', is: 'equals', value: text }]),
  output: (text) => containing('output', steadyPart(firstLine(text))),
  response: (text) => containing('response', firstLine(text).slice(0, longestText)),
};

const byFigure: Readonly<Record<string, (value: number) => readonly Assertion[]>> = {
  // The next restart is one too many.
  restarts: (count) => [{ on: 'restarts', is: 'lessThan', value: count + 1 }],
  value: (value) => (value === 1 ? [{ on: 'value', is: 'greaterThan', value: 0 }] : limitOf(value)),
  // Without any the query fails anyway.
  series: (count) => (count < 2 ? [] : [{ on: 'series', is: 'greaterThan', value: count - 1 }]),
};

/** Without those that exist already, and those that the kind of monitor does not know. */
export function suggestAssertions(
  { response, evidence = [], figures = {} }: Pick<CheckDetail, 'response' | 'evidence' | 'figures'>,
  present: readonly Assertion[],
  kind: ProbedKind,
): readonly Assertion[] {
  const all = [
    ...(response === null ? [] : assertionsFor(response)),
    ...evidence.flatMap(suggestedBy),
    ...Object.entries(byFigure).flatMap(([name, suggest]) => {
      const value = figures[name];
      return value === undefined ? [] : suggest(value);
    }),
  ];
  const { assertions } = monitorDefinition(kind).fields;
  const subjects = assertions?.type === 'assertions' ? assertions.subjects : [];
  const taken = new Set(present.map(key));
  return all
    .filter((assertion) => subjects.includes(assertion.on) && !taken.has(key(assertion)))
    .slice(0, maxSuggestions);
}

function suggestedBy(found: Evidence): readonly Assertion[] {
  return 'text' in found ? (byEvidence[found.name]?.(found.text) ?? []) : [];
}

function containing(on: AssertionSubject, text: string): readonly Assertion[] {
  return text === '' ? [] : [{ on, is: 'contains', value: text }];
}

/** `DISK OK - free space: / 3326 MB`: what comes before the first number, or before what explains it, is the same each time. */
function steadyPart(line: string): string {
  return (/^[^\d|:;]*?(?=\s+-\s|[\d|:;]|$)/u.exec(line)?.[0] ?? '').trim().slice(0, longestText);
}

/** The least of 1, 2, 5, 10, 20, ... that is at least twice the value. */
function limitOf(value: number): readonly Assertion[] {
  if (value < 0 || !Number.isFinite(value)) return [];
  const least = Math.max(2 * value, 1);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((one) => one * power >= least) ?? 10;
  return [{ on: 'value', is: 'lessThan', value: step * power }];
}

function key({ on, path = '' }: Assertion): string {
  return `${on} ${path}`;
}
