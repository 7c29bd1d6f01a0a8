/**
 * TLS over an established connection. The handshake always completes and the certificate is verified afterwards, because
 * only then is the reason for its rejection known; nothing is sent before it has been verified.
 */
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { cancellable } from './cancellable.ts';
import {
  chainOf,
  expiringFirst,
  trustedPath,
  weaknessOf,
  type ChainCertificate,
  type Weakness,
} from './certificate-chain.ts';
import type { Deadline } from './deadline.ts';
import { forgetOnClose } from './forget-on-close.ts';
import { CertificateError, ProbeError } from './probe-error.ts';
import type { ProbeTrace } from './probe-trace.ts';
import type { CertificateInfo } from '../../contract/model/state.ts';
import { anchorsOf, contextFor, type Trust } from './trust.ts';

export interface TlsOptions {
  readonly host: string;
  readonly trust: Trust;
  readonly ignoreErrors: boolean;
  /** Offered by ALPN; empty: no ALPN. */
  readonly protocols: readonly string[];
  readonly deadline: Deadline;
  readonly trace: ProbeTrace;
}

export async function secure(socket: Socket, options: TlsOptions): Promise<TLSSocket> {
  const { host, deadline, trace } = options;
  const secured = await cancellable<TLSSocket>(deadline, ({ resolve, reject }) => {
    const connecting = forgetOnClose(
      connect({
        socket,
        host,
        servername: serverNameOf(host),
        secureContext: contextFor(options.trust),
        ...(options.protocols.length === 0 ? {} : { ALPNProtocols: [...options.protocols] }),
        rejectUnauthorized: false,
      }),
    );
    connecting.once('secureConnect', () => resolve(connecting));
    // Stays for the socket's lifetime, as in tcp.ts.
    connecting.on('error', (error: Error) => {
      trace.isCipherAgreed = hasCipher(connecting);
      trace.isAlertOnly = socket.bytesRead === alertBytes;
      reject(error);
    });
    return () => undefined;
  });
  trace.isCipherAgreed = true;
  judgeCertificates(secured, options);
  return secured;
}

/** The size of a TLS record with an unencrypted alert. */
const alertBytes = 7;

/** Before a cipher is agreed on, Node returns undefined, in spite of its types. */
function hasCipher(socket: TLSSocket): boolean {
  const cipher: unknown = socket.getCipher();
  return typeof cipher === 'object' && cipher !== null && 'name' in cipher && cipher.name !== undefined;
}

/** RFC 6066, section 3: no addresses, no trailing dot. */
function serverNameOf(host: string): string {
  return isIP(host) === 0 ? host.replace(/\.$/, '') : '';
}

function judgeCertificates(secured: TLSSocket, { host, trust, ignoreErrors, trace }: TlsOptions): void {
  const sent = chainOf(secured.getPeerCertificate(true));
  const chain = isUniform(sent) ? sent : trustedPath(sent, anchorsOf(trust));
  trace.certificate = sent[0] ?? null;
  trace.chain = chain;
  noteExpiry(trace, expiringFirst(chain));
  if (ignoreErrors) return;
  const refusal = secured.authorized ? null : refusalOf(secured);
  if (refusal !== null && refusal.code !== unnamed) throw new CertificateError(refusal.code);
  const weakness = weaknessOf(chain);
  if (weakness !== null) throw weaknessError(host, weakness, sent[0]);
  if (refusal !== null) throw new CertificateError(refusal.reason);
}

/** No other certificate is weak or expires before the server's own, so it does not matter which of them are trusted. */
function isUniform(sent: readonly ChainCertificate[]): boolean {
  return weaknessOf(sent.slice(1)) === null && expiringFirst(sent) === (sent[0]?.info ?? null);
}

/** The earliest of all hops is the one to warn about. */
function noteExpiry(trace: ProbeTrace, certificate: CertificateInfo | null): void {
  const known = trace.expiresFirst;
  if (certificate !== null && (known === null || certificate.validTo < known.validTo)) trace.expiresFirst = certificate;
}

interface Refusal {
  /** OpenSSL's name: `CERT_HAS_EXPIRED`. */
  readonly code: string;
  /** OpenSSL's message. */
  readonly reason: string;
}

/** Node's code for all reasons that it has no name for, such as a violated name constraint. */
const unnamed = 'UNSPECIFIED';

function refusalOf(secured: TLSSocket): Refusal {
  const code = codeOf(secured.authorizationError);
  return { code, reason: code === unnamed ? (verificationReason(secured) ?? code) : code };
}

/** Node types it as an Error, but provides its code as text. */
function codeOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return 'CERT_UNTRUSTED';
}

/** OpenSSL's message, which Node's public API provides only with `rejectUnauthorized`. Null: not available. */
function verificationReason(secured: TLSSocket): string | null {
  const handle: unknown = Reflect.get(secured, '_handle');
  if (typeof handle !== 'object' || handle === null) return null;
  const verifyError: unknown = Reflect.get(handle, 'verifyError');
  const error: unknown = typeof verifyError === 'function' ? Reflect.apply(verifyError, handle, []) : null;
  return error instanceof Error ? error.message : null;
}

function weaknessError(host: string, weakness: Weakness, leaf: ChainCertificate | undefined): ProbeError {
  const { certificate } = weakness;
  const about = { host, issuer: certificate === leaf ? null : certificate.info.subject };
  return new ProbeError(
    weakness.kind === 'key'
      ? { code: 'certificate-weak-key', facts: { ...about, bits: weakness.bits, least: weakness.least } }
      : { code: 'certificate-weak-signature', facts: { ...about, digest: weakness.digest } },
  );
}
