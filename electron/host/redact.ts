/**
 * Removes secrets from log entries. Callers must not log any (see Logger); this is the second line of defence, for texts
 * from other programs and libraries: a field whose name suggests a secret loses its value, and texts lose credentials in
 * URLs and headers, webhook paths and ping tokens.
 */

const secretField = /pass(word|phrase|wd)?$|secret|token|authorization|cookie|credential|api[-_]?key|webhook/i;

const secretTexts: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, '$1 ***'],
  [/(hooks\.slack\.com\/)[\w/-]+/gi, '$1***'],
  [/(\/(?:ping|api\/push)\/)[\w-]{8,}/gi, '$1***'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1***@'],
  [/\b((?:access_|api_|auth_)?(?:token|key|password|passwd|secret)=)[^\s&"']+/gi, '$1***'],
];

/** Deeper parts and longer lists say little in a log, and cycles have no end. */
const maxDepth = 6;
const maxEntries = 50;
const maxTextLength = 10_000;

export function redactText(text: string): string {
  const short = text.length > maxTextLength ? `${text.slice(0, maxTextLength)}...` : text;
  return secretTexts.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), short);
}

/** @returns a copy that JSON can represent, without secrets; errors become `{ name, message, code, stack, cause }`. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) return '...';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value.toJSON();
  if (ArrayBuffer.isView(value)) return `${String(value.byteLength)} bytes`;
  if (Array.isArray(value)) return value.slice(0, maxEntries).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, maxEntries)
      .map(([name, field]) => [name, isSecret(name, field) ? '***' : redact(field, depth + 1)]),
  );
}

function isSecret(name: string, value: unknown): boolean {
  return secretField.test(name) && value !== null && value !== undefined && typeof value !== 'boolean';
}

function redactError(error: Error, depth: number): unknown {
  return {
    name: error.name,
    message: redactText(error.message),
    ...('code' in error ? { code: redact(error.code, depth + 1) } : {}),
    ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}
