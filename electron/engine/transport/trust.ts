/** Trusted certificate authorities: the well-known ones, and those of a check. */
import { X509Certificate } from 'node:crypto';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { readCertificate, type ChainCertificate, type FindAnchor } from './certificate-chain.ts';

/** Reading the root certificates costs far more than a handshake, so checks share contexts; sessions are not reused. */
let defaultContext: SecureContext | null = null;
const contexts = new WeakMap<readonly string[], SecureContext>();

export function contextFor(trustedCa: readonly string[] | undefined): SecureContext {
  if (trustedCa === undefined) return (defaultContext ??= createSecureContext());
  const known = contexts.get(trustedCa);
  if (known !== undefined) return known;
  const context = createSecureContext({ ca: [...rootCertificates, ...trustedCa] });
  contexts.set(trustedCa, context);
  return context;
}

type Anchors = ReadonlyMap<string, ChainCertificate>;

let wellKnown: Anchors | null = null;
const others = new WeakMap<readonly string[], Anchors>();

/** The well-known roots are parsed on first use: few chains need them. */
export function anchorsOf(trustedCa: readonly string[] | undefined): FindAnchor {
  return (subjectKey) => {
    const own = trustedCa === undefined ? null : ownAnchors(trustedCa).get(subjectKey);
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
