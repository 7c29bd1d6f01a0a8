/** Why a connection to a channel's server failed, in words; the code alone where there are none for it. */
const wording: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ENOTFOUND: 'the host was not found',
  EAI_AGAIN: 'the host could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'the answer did not end in time',
  UND_ERR_SOCKET: 'the connection was closed before the answer',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate is not trusted',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not begin with TLS',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
};

export function describeTrouble(error: unknown): string {
  const code = codeOf(error);
  const words = code === null ? undefined : wording[code];
  if (words !== undefined) return `${words} (${String(code)})`;
  return error instanceof Error ? error.message : String(error);
}

/** The innermost code is the system's own: libraries wrap it in theirs. */
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
