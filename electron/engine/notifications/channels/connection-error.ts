/** Why a connection to a channel's server failed: a known error code, or else the text of the error. */
import {
  connectionErrors,
  said,
  type ConnectionError,
  type DeliveryAnswer,
} from '../../../contract/delivery-answer.ts';

/** @param answerOf redacts and shortens texts. */
export function troubleOf(error: unknown, answerOf: (text: string) => string): DeliveryAnswer {
  const code = codeOf(error);
  if (isConnectionError(code)) return { code: 'connection-failed', facts: { error: code } };
  return said(answerOf(error instanceof Error ? error.message : String(error)));
}

function isConnectionError(code: string | null): code is ConnectionError {
  return connectionErrors.some((known) => known === code);
}

/** The innermost code is that of the operating system; libraries wrap it. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof AggregateError) return codeOf(error.errors[0]) ?? ownCode(error);
  return codeOf(error.cause) ?? ownCode(error);
}

function ownCode(error: Error): string | null {
  const { originalCode, code } = error as { originalCode?: unknown; code?: unknown };
  if (typeof originalCode === 'string') return originalCode;
  return typeof code === 'string' ? code : null;
}
