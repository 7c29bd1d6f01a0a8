/**
 * A failure as a column: its code and facts as JSON. An unknown code is shown as it is stored, like the texts of earlier
 * versions.
 */
import { failureKinds, type FailureKind } from '../../contract/failure-kind.ts';
import { isFailureCode, type Failure } from '../../contract/failure.ts';
import { fromJson } from './json-column.ts';

export function failureToColumn(failure: Failure): string {
  return JSON.stringify(failure);
}

export function failureFrom(column: string): Failure {
  const { code, facts } = fromJson<Partial<Failure>>(column);
  if (!isFailureCode(code) || facts === undefined) return proseFailure('', column);
  const failure = { code, facts } as Failure;
  return failure.code === 'prose' ? proseFailure(failure.facts.kind, failure.facts.text) : failure;
}

/** @param kind as stored: an earlier version may have had other kinds. */
export function proseFailure(kind: string, text: string): Failure {
  return { code: 'prose', facts: { kind: isKind(kind) ? kind : 'network', text } };
}

function isKind(kind: string): kind is FailureKind {
  return failureKinds.some((known) => known === kind);
}
