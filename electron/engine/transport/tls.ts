/**
 * TLS over an established connection. The handshake always completes and the certificate is verified afterwards, because
 * only then is the reason for its rejection known; nothing is sent before it has been verified.
 */
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import { connect, createSecureContext, rootCertificates } from 'node:tls';
import type { DetailedPeerCertificate, PeerCertificate as NodeCertificate, SecureContext, TLSSocket } from 'node:tls';
import { cancellable } from './cancellable.ts';
import type { Deadline } from './deadline.ts';
import { CertificateError } from './probe-error.ts';
import type { PeerCertificate, ProbeTrace } from './probe-trace.ts';

export interface TlsOptions {
  readonly host: string;
  readonly trustedCa: readonly string[] | undefined;
  readonly ignoreErrors: boolean;
  /** Offered by ALPN; empty: no ALPN. */
  readonly protocols: readonly string[];
  readonly deadline: Deadline;
  readonly trace: ProbeTrace;
}

export async function secure(socket: Socket, options: TlsOptions): Promise<TLSSocket> {
  const { host, deadline, trace } = options;
  const secured = await cancellable<TLSSocket>(deadline, ({ resolve, reject }) => {
    const connecting = connect({
      socket,
      host,
      // An address must not be sent as a server name (RFC 6066, section 3).
      servername: isIP(host) === 0 ? host : '',
      secureContext: contextFor(options.trustedCa),
      ...(options.protocols.length === 0 ? {} : { ALPNProtocols: [...options.protocols] }),
      rejectUnauthorized: false,
    });
    connecting.once('secureConnect', () => resolve(connecting));
    // Stays for the socket's lifetime, as in tcp.ts.
    connecting.on('error', reject);
    return () => undefined;
  });
  trace.certificate = readCertificate(secured.getPeerCertificate());
  if (!secured.authorized && !options.ignoreErrors) throw new CertificateError(reasonOf(secured.authorizationError));
  return secured;
}

/** Reading the root certificates costs far more than a handshake, so checks share contexts; sessions are not reused. */
let defaultContext: SecureContext | null = null;
const contexts = new WeakMap<readonly string[], SecureContext>();

function contextFor(trustedCa: readonly string[] | undefined): SecureContext {
  if (trustedCa === undefined) return (defaultContext ??= createSecureContext());
  const known = contexts.get(trustedCa);
  if (known !== undefined) return known;
  const context = createSecureContext({ ca: [...rootCertificates, ...trustedCa] });
  contexts.set(trustedCa, context);
  return context;
}

/** Node types it as an Error, but provides its code as text. */
function reasonOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return 'CERT_UNTRUSTED';
}

/** Null: the peer sent none, or one with invalid dates. */
function readCertificate(certificate: NodeCertificate | DetailedPeerCertificate): PeerCertificate | null {
  if (Object.keys(certificate).length === 0) return null;
  const validFrom = Date.parse(certificate.valid_from);
  const validTo = Date.parse(certificate.valid_to);
  if (Number.isNaN(validFrom) || Number.isNaN(validTo)) return null;
  const names = namesOf(certificate);
  return {
    info: {
      validTo,
      issuer: entityName(certificate.issuer) || 'unknown',
      subject: entityName(certificate.subject) || (names[0] ?? ''),
      fingerprint: certificate.fingerprint256,
    },
    validFrom,
    names,
  };
}

function entityName({ CN, O }: NodeCertificate['subject']): string {
  return [CN ?? O].flat().join(', ');
}

/** `DNS:example.com, IP Address:127.0.0.1`; certificates without it are valid for their common name. */
function namesOf({ subjectaltname, subject }: NodeCertificate): readonly string[] {
  if (subjectaltname === undefined) return [subject.CN].flat().filter((name) => name !== undefined);
  return subjectaltname.split(', ').map((name) => name.slice(name.indexOf(':') + 1));
}
