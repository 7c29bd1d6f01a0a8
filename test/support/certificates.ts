/** Certificates for tests, made when first asked for: nothing secret lies in the repository, and nothing expires. */
import { generate } from 'selfsigned';

export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface TestCertificates {
  /** The authority that issued all but `selfSigned`; trusted by who is told to. */
  readonly ca: string;
  /** For localhost and the loopback addresses. */
  readonly good: Identity;
  readonly expired: Identity;
  readonly notYetValid: Identity;
  readonly selfSigned: Identity;
  /** For shop.example and www.shop.example alone. */
  readonly wrongHost: Identity;
}

const dayMs = 86_400_000;
type Extensions = NonNullable<NonNullable<Parameters<typeof generate>[1]>['extensions']>;

let made: Promise<TestCertificates> | null = null;

export function testCertificates(): Promise<TestCertificates> {
  return (made ??= makeAll());
}

async function makeAll(): Promise<TestCertificates> {
  const authority = await generate([{ name: 'commonName', value: 'Vigilmon Test Authority' }], {
    ...options(-10, 10),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const ca = { key: authority.private, cert: authority.cert };
  const issue = (notBeforeDays: number, notAfterDays: number, names = loopback): Promise<Identity> =>
    identity({ ...options(notBeforeDays, notAfterDays), extensions: serverFor(names), ca });
  return {
    ca: authority.cert,
    good: await issue(-1, 5),
    expired: await issue(-9, -2),
    notYetValid: await issue(2, 9),
    selfSigned: await identity({ ...options(-1, 5), extensions: serverFor(loopback) }),
    wrongHost: await issue(-1, 5, [
      { type: 2, value: 'shop.example' },
      { type: 2, value: 'www.shop.example' },
    ]),
  };
}

type AltNames = Extract<Extensions[number], { name: 'subjectAltName' }>['altNames'];

const loopback: AltNames = [
  { type: 2, value: 'localhost' },
  { type: 7, ip: '127.0.0.1' },
  { type: 7, ip: '::1' },
];

function serverFor(altNames: AltNames): Extensions {
  return [
    { name: 'basicConstraints', cA: false },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames },
  ];
}

function options(notBeforeDays: number, notAfterDays: number) {
  const now = Date.now();
  return {
    keyType: 'ec' as const,
    algorithm: 'sha256',
    notBeforeDate: new Date(now + notBeforeDays * dayMs),
    notAfterDate: new Date(now + notAfterDays * dayMs),
  };
}

async function identity(opts: Parameters<typeof generate>[1]): Promise<Identity> {
  const pems = await generate([{ name: 'commonName', value: 'test server' }], opts);
  return { key: pems.private, cert: pems.cert };
}
