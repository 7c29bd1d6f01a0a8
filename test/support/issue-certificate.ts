/**
 * Certificates that no sensible tool issues any more: short keys, broken digests, name constraints, chains. Written in
 * DER by hand (RFC 5280, section 4.1), for localhost and 127.0.0.1.
 */
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

type KeyChoice = `rsa:${number}` | `ec:${string}`;
type DigestChoice = 'md5' | 'sha1' | 'sha256' | 'pss-sha1' | 'pss-sha256';

export interface CertificateChoice {
  /** The common name of its subject. */
  readonly name: string;
  readonly key?: KeyChoice;
  readonly digest?: DigestChoice;
  /** From now; negative: it has expired. */
  readonly days?: number;
  /** May issue others; a text: only for names under it. */
  readonly isAuthority?: boolean | string;
  /** Without, it signs itself. */
  readonly issuer?: Issued;
}

export interface Issued {
  readonly name: string;
  /** PEM. */
  readonly key: string;
  /** PEM; with `chain`, what a server sends. */
  readonly cert: string;
  /** PEM of this one and of those above it, the root left out. */
  readonly chain: string;
  readonly privateKey: KeyObject;
}

const dayMs = 86_400_000;

export function issueCertificate(choice: CertificateChoice): Issued {
  const { name, key = 'rsa:2048', digest = 'sha256', days = 300, issuer, isAuthority = false } = choice;
  const { publicKey, privateKey } = keyPair(key);
  const signer = issuer?.privateKey ?? privateKey;
  const algorithm = signatureAlgorithm(signer, digest);
  const now = Date.now();
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    commonName(issuer?.name ?? name),
    sequence(utcTime(now - 400 * dayMs), utcTime(now + days * dayMs)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions(isAuthority))),
  );
  const signature = signed(body, signer, digest);
  const cert = pem(sequence(body, algorithm, der(0x03, Buffer.from([0]), signature)));
  const above = issuer === undefined || issuer.chain === '' ? '' : issuer.chain;
  return {
    name,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert,
    // A root is what clients have.
    chain: issuer === undefined && isAuthority !== false ? '' : `${cert}${above}`,
    privateKey,
  };
}

function keyPair(key: KeyChoice): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  const [type, size = ''] = key.split(':');
  return type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: Number(size) })
    : generateKeyPairSync('ec', { namedCurve: size });
}

const rsaOids = { md5: '1.2.840.113549.1.1.4', sha1: '1.2.840.113549.1.1.5', sha256: '1.2.840.113549.1.1.11' };
const ecOids = { md5: '', sha1: '1.2.840.10045.4.1', sha256: '1.2.840.10045.4.3.2' };

function signatureAlgorithm(signer: KeyObject, digest: DigestChoice): Buffer {
  if (digest === 'pss-sha1' || digest === 'pss-sha256')
    return sequence(oid('1.2.840.113549.1.1.10'), pssParameters(digest));
  return signer.asymmetricKeyType === 'rsa' ? sequence(oid(rsaOids[digest]), der(0x05)) : sequence(oid(ecOids[digest]));
}

/** RFC 4055, 3.1: SHA-1 is what holds where nothing is said. */
function pssParameters(digest: 'pss-sha1' | 'pss-sha256'): Buffer {
  if (digest === 'pss-sha1') return sequence();
  const hash = sequence(oid('2.16.840.1.101.3.4.2.1'), der(0x05));
  const mask = sequence(oid('1.2.840.113549.1.1.8'), hash);
  return sequence(der(0xa0, hash), der(0xa1, mask), der(0xa2, der(0x02, Buffer.from([32]))));
}

function signed(body: Buffer, key: KeyObject, digest: DigestChoice): Buffer {
  const hash = digest.replace('pss-', '');
  if (!digest.startsWith('pss-')) return sign(hash, body, key);
  return sign(hash, body, { key, padding: 6, saltLength: hash === 'sha1' ? 20 : 32 });
}

function extensions(isAuthority: boolean | string): readonly Buffer[] {
  if (isAuthority === false) {
    const names = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
    return [sequence(oid('2.5.29.17'), der(0x04, names))];
  }
  const authority = criticalExtension('2.5.29.19', sequence(der(0x01, Buffer.from([0xff]))));
  if (isAuthority === true) return [authority];
  const permitted = der(0xa0, sequence(der(0x82, Buffer.from(isAuthority))));
  return [authority, criticalExtension('2.5.29.30', sequence(permitted))];
}

function criticalExtension(name: string, value: Buffer): Buffer {
  return sequence(oid(name), der(0x01, Buffer.from([0xff])), der(0x04, value));
}

function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(name)))));
}

function utcTime(atMs: number): Buffer {
  const text = new Date(atMs).toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x17, Buffer.from(text.slice(2)));
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return der(0x30, ...contents);
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const head = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): readonly number[] {
  const digits = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
