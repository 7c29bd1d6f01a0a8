/**
 * The chain of certificates from a server's own up to a trusted root, and our rule about their strength: RSA keys of at
 * least 2048 bits, curves of at least 224, no signatures with SHA-1 or MD5 (CA/Browser Forum Baseline Requirements, 6.1.5
 * and 7.1.3.2). OpenSSL enforces most of this, BoringSSL does not; a check must report the same with both. Pure.
 */
import type { DetailedPeerCertificate, PeerCertificate as NodeCertificate } from 'node:tls';
import type { CertificateInfo } from '../../contract/model/state.ts';
import { oidText, readDer, type DerElement } from './der.ts';
import type { PeerCertificate } from './probe-trace.ts';

export type Digest = 'SHA-1' | 'MD5' | 'MD2';

export interface ChainCertificate extends PeerCertificate {
  readonly publicKey: { readonly type: 'RSA' | 'EC'; readonly bits: number } | null;
  /** The digest of its signature if that is insecure; null: it is secure, or unknown. */
  readonly brokenDigest: Digest | null;
  /** Subject and issuer in a comparable form. */
  readonly subjectKey: string;
  readonly issuerKey: string;
}

/** The trusted certificate with this subject that expires last; null: none. */
export type FindAnchor = (subjectKey: string) => ChainCertificate | null;

export type Weakness =
  | { readonly kind: 'key'; readonly certificate: ChainCertificate; readonly bits: number; readonly least: number }
  | { readonly kind: 'signature'; readonly certificate: ChainCertificate; readonly digest: Digest };

/** The server decides how many it sends. */
const maxLength = 10;

/** The server's own certificate first; empty: it sent none, or one with invalid dates. */
export function chainOf(leaf: NodeCertificate | DetailedPeerCertificate): readonly ChainCertificate[] {
  const chain: ChainCertificate[] = [];
  const seen = new Set<object>();
  let next: NodeCertificate | DetailedPeerCertificate | undefined = leaf;
  while (next !== undefined && !seen.has(next) && chain.length < maxLength) {
    seen.add(next);
    const certificate = readCertificate(next);
    if (certificate === null) break;
    chain.push(certificate);
    // A root is its own issuer, so `seen` ends the loop.
    next = 'issuerCertificate' in next ? next.issuerCertificate : undefined;
  }
  return chain;
}

/**
 * The part of the chain that matters: up to the first certificate with a trusted issuer. Servers often send more, such as
 * a root cross-signed by another one that has expired since.
 */
export function trustedPath(sent: readonly ChainCertificate[], findAnchor: FindAnchor): readonly ChainCertificate[] {
  const path: ChainCertificate[] = [];
  for (const certificate of sent) {
    path.push(certificate);
    const anchor = findAnchor(certificate.issuerKey);
    if (anchor === null) continue;
    return isSelfIssued(certificate) ? path : [...path, anchor];
  }
  return path;
}

/** Null: the chain is strong enough. */
export function weaknessOf(chain: readonly ChainCertificate[]): Weakness | null {
  for (const certificate of chain) {
    const { publicKey, brokenDigest } = certificate;
    const least = publicKey === null ? 0 : leastBits[publicKey.type];
    if (publicKey !== null && publicKey.bits < least) return { kind: 'key', certificate, bits: publicKey.bits, least };
    // A root's signature on itself is not verified.
    if (brokenDigest !== null && !isSelfIssued(certificate))
      return { kind: 'signature', certificate, digest: brokenDigest };
  }
  return null;
}

/** The certificate that expires first, which invalidates the whole chain. */
export function expiringFirst(chain: readonly PeerCertificate[]): CertificateInfo | null {
  const [first, ...others] = chain.map(({ info }) => info);
  return others.reduce<CertificateInfo | null>(
    (soonest, info) => (soonest === null || info.validTo < soonest.validTo ? info : soonest),
    first ?? null,
  );
}

const dayMs = 86_400_000;

/** Whole days, negative once it has expired. */
export function daysLeft(validTo: number, nowMs: number): number {
  return Math.floor((validTo - nowMs) / dayMs);
}

const leastBits = { RSA: 2_048, EC: 224 } as const;

function isSelfIssued({ subjectKey, issuerKey }: ChainCertificate): boolean {
  return subjectKey === issuerKey;
}

export function readCertificate(certificate: NodeCertificate): ChainCertificate | null {
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
    publicKey: publicKeyOf(certificate),
    brokenDigest: brokenDigestOf(certificate.raw),
    subjectKey: JSON.stringify(certificate.subject),
    issuerKey: JSON.stringify(certificate.issuer),
  };
}

function publicKeyOf({ bits, modulus, asn1Curve }: NodeCertificate): ChainCertificate['publicKey'] {
  if (bits === undefined) return null;
  if (modulus !== undefined) return { type: 'RSA', bits };
  return asn1Curve === undefined ? null : { type: 'EC', bits };
}

/** A subject may be empty, in spite of Node's types. */
function entityName(entity: Partial<NodeCertificate['subject']> | undefined): string {
  return [entity?.CN ?? entity?.O].flat().join(', ');
}

/** `DNS:example.com, IP Address:127.0.0.1`; certificates without it are valid for their common name. */
function namesOf({ subjectaltname, subject }: NodeCertificate): readonly string[] {
  if (subjectaltname === undefined) return [subject.CN].flat().filter((name) => name !== undefined);
  return subjectaltname.split(', ').map((name) => name.slice(name.indexOf(':') + 1));
}

/** RFC 3279, section 2.2; 1.3.14.3.2 are OIW's older identifiers. */
const brokenAlgorithms: Readonly<Record<string, Digest>> = {
  '1.2.840.113549.1.1.2': 'MD2',
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.3.14.3.2.29': 'SHA-1',
  '1.3.14.3.2.27': 'SHA-1',
  '1.2.840.10040.4.3': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
};
const rsaPss = '1.2.840.113549.1.1.10';
const brokenHashes: Readonly<Record<string, Digest>> = {
  '1.2.840.113549.2.2': 'MD2',
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
};

/** Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature } (RFC 5280, 4.1) */
function brokenDigestOf(raw: Buffer): Digest | null {
  const outer = readDer(raw);
  const signed = outer === null ? null : readDer(outer.content);
  const algorithm = signed === null ? null : readDer(signed.rest);
  const oid = algorithm === null ? null : readDer(algorithm.content);
  if (oid === null) return null;
  const name = oidText(oid.content);
  return name === rsaPss ? digestOfPss(readDer(oid.rest)) : (brokenAlgorithms[name] ?? null);
}

/** RSASSA-PSS-params ::= SEQUENCE { hashAlgorithm [0] DEFAULT sha1, ... } (RFC 4055, 3.1) */
function digestOfPss(parameters: DerElement | null): Digest | null {
  const first = parameters === null ? null : readDer(parameters.content);
  if (first?.tag !== 0xa0) return 'SHA-1';
  const hash = readDer(first.content);
  const oid = hash === null ? null : readDer(hash.content);
  return oid === null ? null : (brokenHashes[oidText(oid.content)] ?? null);
}
