/**
 * A failure in a row: its kind, and its code and facts as JSON. Rows of earlier versions have one line of words in place
 * of the JSON, which stays as it is and is shown as it is.
 */
import { failureKindOf, failureKinds, isFailureCode, type Failure, type FailureKind } from '../../contract/failure.ts';

export interface FailureColumns {
  readonly kind: string;
  readonly message: string;
}

export function failureColumns(failure: Failure): FailureColumns {
  return { kind: failureKindOf(failure), message: JSON.stringify(failure) };
}

export function failureFromColumns({ kind, message }: FailureColumns): Failure {
  return parsed(message) ?? proseFailure(kind, message);
}

export function proseFailure(kind: string, text: string): Failure {
  return { code: 'prose', facts: { kind: isKind(kind) ? kind : 'network', text } };
}

function parsed(text: string): Failure | null {
  if (!text.startsWith('{"code":')) return null;
  const { code, facts } = JSON.parse(text) as Partial<Failure>;
  return isFailureCode(code) && facts !== undefined ? ({ code, facts } as Failure) : null;
}

function isKind(kind: string): kind is FailureKind {
  return failureKinds.some((known) => known === kind);
}
