/** Assertions that a check suggests: what it found is what is expected from then on. Pure. */
import type { Evidence, EvidenceName } from '../../electron/contract/model/evidence.ts';
import type { Assertion } from '../../electron/contract/model/monitor.ts';
import type { CheckDetail } from '../../electron/contract/model/state.ts';
import { assertionsFor } from './assertion-draft.ts';

const maxSuggestions = 8;

const suggested: { readonly [N in EvidenceName]?: (text: string) => readonly Assertion[] } = {
  answer: (text) => {
    const [first = '', ...others] = text.split('\n');
    // Too many to list.
    if (others.at(-1)?.startsWith('…') === true) return [{ on: 'answer', is: 'contains', value: first }];
    return [{ on: 'answer', is: 'equals', value: others.length === 0 ? first : [first, ...others] }];
  },
  issuer: (text) => [{ on: 'issuer', is: 'equals', value: text }],
  names: (text) => [{ on: 'names', is: 'contains', value: text.split('\n')[0] ?? '' }],
  received: () => [{ on: 'packetLoss', is: 'lessThan', value: 50 }],
  rcode: (text) => [{ on: 'rcode', is: 'equals', value: text }],
};

/** Without those that exist already. */
export function suggestAssertions(
  { response, evidence = [] }: Pick<CheckDetail, 'response' | 'evidence'>,
  present: readonly Assertion[],
): readonly Assertion[] {
  const all = [...(response === null ? [] : assertionsFor(response)), ...evidence.flatMap(suggestedBy)];
  const taken = new Set(present.map(key));
  return all.filter((assertion) => !taken.has(key(assertion))).slice(0, maxSuggestions);
}

function suggestedBy(found: Evidence): readonly Assertion[] {
  return found.type === 'moment' ? [] : (suggested[found.name]?.(found.text) ?? []);
}

function key({ on, path = '' }: Assertion): string {
  return `${on} ${path}`;
}
