/** Trusted certificate authorities: the well-known ones, and those of a check. */
import { X509Certificate } from 'node:crypto';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { ProbeError } from './probe-error.ts';
import { readCertificate, type ChainCertificate, type FindAnchor } from './certificate-chain.ts';

/** One object for many checks: what is read from it is kept as long as it is. */
export interface Trust {
  /** Beside the well-known ones. */
  readonly authorities: readonly string[];
  readonly client: ClientCertificate | null;
}

/** In PEM. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
  readonly passphrase: string | null;
}

const wellKnownOnly: Trust = { authorities: [], client: null };
const byAuthorities = new WeakMap<readonly string[], Trust>();

export function defaultTrust(authorities: readonly string[] | undefined): Trust {
  if (authorities === undefined) return wellKnownOnly;
  const known = byAuthorities.get(authorities);
  if (known !== undefined) return known;
  const trust = { authorities, client: null };
  byAuthorities.set(authorities, trust);
  return trust;
}

/** Each certificate of a text in PEM. */
export function certificatesIn(pem: string): readonly string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
}

/** Reading the root certificates costs far more than a handshake, so checks share contexts; sessions are not reused. */
const contexts = new WeakMap<Trust, SecureContext>();

export function contextFor(trust: Trust): SecureContext {
  const known = contexts.get(trust);
  if (known !== undefined) return known;
  const context = makeContext(trust);
  contexts.set(trust, context);
  return context;
}

function makeContext({ authorities, client }: Trust): SecureContext {
  const ca = authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] };
  if (client === null) return createSecureContext(ca);
  const { cert, key, passphrase } = client;
  try {
    return createSecureContext({ ...ca, cert, key, ...(passphrase === null ? {} : { passphrase }) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'PEM';
    throw new ProbeError({ code: 'client-certificate-unusable', facts: { error: code } });
  }
}

type Anchors = ReadonlyMap<string, ChainCertificate>;

let wellKnown: Anchors | null = null;
const others = new WeakMap<readonly string[], Anchors>();

/** The well-known roots are parsed on first use: few chains need them. */
export function anchorsOf({ authorities }: Trust): FindAnchor {
  return (subjectKey) => {
    const own = authorities.length === 0 ? null : ownAnchors(authorities).get(subjectKey);
    return own ?? (wellKnown ??= readAnchors(rootCertificates)).get(subjectKey) ?? null;
  };
}

function ownAnchors(trustedCa: readonly string[]): Anchors {
  const known = others.get(trustedCa);
  if (known !== undefined) return known;
  const anchors = readAnchors(trustedCa);
  others.set(trustedCa, anchors);
  return anchors;
}

/** Of several with the same subject the one that expires last: OpenSSL tries them all. */
function readAnchors(pems: readonly string[]): Anchors {
  const anchors = new Map<string, ChainCertificate>();
  for (const pem of pems) {
    const anchor = readCertificate(new X509Certificate(pem).toLegacyObject());
    if (anchor === null) continue;
    const known = anchors.get(anchor.subjectKey);
    if (known === undefined || known.info.validTo < anchor.info.validTo) anchors.set(anchor.subjectKey, anchor);
  }
  return anchors;
}

/** Same array for the same text, so that checks share a context. */
const bundles = new Map<string, readonly string[]>();
const mostBundles = 100;

/** @param own one or more certificates in PEM; null: none. */
export function withAuthorities(
  trustedCa: readonly string[] | undefined,
  own: string | null,
): readonly string[] | undefined {
  if (own === null) return trustedCa;
  const known = bundles.get(own);
  if (known !== undefined && trustedCa === undefined) return known;
  const blocks = own.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  const all = [...(trustedCa ?? []), ...blocks];
  if (trustedCa === undefined) {
    if (bundles.size >= mostBundles) bundles.clear();
    bundles.set(own, all);
  }
  return all;
}
