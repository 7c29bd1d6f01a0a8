/**
 * Trusted certificate authorities: the well-known ones, those of the system, and those of a check. The system's are read
 * once, as Node reads them: on Linux from OpenSSL's directory and file, or from `SSL_CERT_DIR` and `SSL_CERT_FILE`.
 */
import { X509Certificate } from 'node:crypto';
import tls, { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { once } from '../../contract/once.ts';
import { ProbeError } from './probe-error.ts';
import { readCertificate, type ChainCertificate, type FindAnchor } from './certificate-chain.ts';

/** One object for many checks: what is read from it is kept as long as it is. */
export interface Trust {
  /** Beside the well-known ones. */
  readonly authorities: readonly string[];
  /** Those of the system count as well. */
  readonly includesSystem: boolean;
  readonly client: ClientCertificate | null;
}

/** In PEM. */
interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
  readonly passphrase: string | null;
}

const usual: Trust = { authorities: [], includesSystem: true, client: null };
const byAuthorities = new WeakMap<readonly string[], Trust>();

export function defaultTrust(authorities: readonly string[] | undefined): Trust {
  if (authorities === undefined) return usual;
  const known = byAuthorities.get(authorities);
  if (known !== undefined) return known;
  const trust = { authorities, includesSystem: true, client: null };
  byAuthorities.set(authorities, trust);
  return trust;
}

const shared = new Map<string, Trust>();
const mostShared = 100;

/** The same object for the same content: the authorities of a context take a megabyte. */
export function sharedTrust(trust: Trust): Trust {
  const key = JSON.stringify(trust);
  const known = shared.get(key);
  if (known !== undefined) return known;
  if (shared.size >= mostShared) shared.clear();
  shared.set(key, trust);
  return trust;
}

/** Each certificate of a text in PEM. */
export function certificatesIn(pem: string): readonly string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
}

/** Those that Node trusts by itself, with the ones of `NODE_EXTRA_CA_CERTS`. Older versions (Electron 22) cannot list these. */
const wellKnown = once(() => ('getCACertificates' in tls ? tls.getCACertificates('default') : rootCertificates));
const ofSystem = once(() => ('getCACertificates' in tls ? tls.getCACertificates('system') : []));

/** Beside the well-known ones, each once: a system mostly has the same. */
function addedBy({ authorities, includesSystem }: Trust): readonly string[] {
  const known = new Set(wellKnown().map((pem) => pem.trim()));
  const others = [...(includesSystem ? ofSystem() : []), ...authorities].map((pem) => pem.trim());
  return Array.from(new Set(others)).filter((pem) => !known.has(pem));
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

function makeContext(trust: Trust): SecureContext {
  const { client } = trust;
  const added = addedBy(trust);
  // Without `ca` all contexts share Node's own store.
  const ca = added.length === 0 ? {} : { ca: [...wellKnown(), ...added] };
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

const anchors = { wellKnown: once(() => readAnchors(wellKnown())), added: new WeakMap<Trust, Anchors>() };

/** Parsed on first use: few chains need them. */
export function anchorsOf(trust: Trust): FindAnchor {
  return (subjectKey) => addedAnchors(trust).get(subjectKey) ?? anchors.wellKnown().get(subjectKey) ?? null;
}

function addedAnchors(trust: Trust): Anchors {
  const known = anchors.added.get(trust);
  if (known !== undefined) return known;
  const added = readAnchors(addedBy(trust));
  anchors.added.set(trust, added);
  return added;
}

/** Of several with the same subject the one that expires last: OpenSSL tries them all. */
function readAnchors(pems: readonly string[]): Anchors {
  const found = new Map<string, ChainCertificate>();
  for (const pem of pems) {
    const anchor = readCertificate(new X509Certificate(pem).toLegacyObject());
    if (anchor === null) continue;
    const known = found.get(anchor.subjectKey);
    if (known === undefined || known.info.validTo < anchor.info.validTo) found.set(anchor.subjectKey, anchor);
  }
  return found;
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
  const all = [...(trustedCa ?? []), ...certificatesIn(own)];
  if (trustedCa === undefined) {
    if (bundles.size >= mostBundles) bundles.clear();
    bundles.set(own, all);
  }
  return all;
}
