/** Which chains of certificates are accepted, and what a check says of the others. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TlsOptions } from 'node:tls';
import { CertificateError } from '../../../electron/engine/transport/probe-error.ts';
import { failedBy } from '../../../electron/engine/transport/failure.ts';
import { newProbeTrace } from '../../../electron/engine/transport/probe-trace.ts';
import { failureInEnglish } from '../../support/in-english.ts';
import { issueCertificate, type CertificateChoice, type Issued } from '../../support/issue-certificate.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { check, failureOf } from '../kinds/http/rig.ts';

const dayMs = 86_400_000;

let root: Issued;
let server: TargetServer | null = null;

beforeAll(() => {
  root = issueCertificate({ name: 'Root', days: 900, isAuthority: true });
});
afterEach(async () => {
  await server?.close();
  server = null;
});

/** Servers have to be talked into what they refuse themselves. */
const anyStrength: TlsOptions = { ciphers: 'DEFAULT@SECLEVEL=0' };

async function serve(issued: Issued, chain = issued.chain): Promise<TargetServer> {
  return (server = await startTargetServer({ tls: { ...anyStrength, key: issued.key, cert: chain } }));
}

const leaf = (choice: Partial<CertificateChoice> = {}): Issued =>
  issueCertificate({ name: 'Leaf', issuer: root, ...choice });

describe('keys and signatures that are too weak fail the check', () => {
  test.each<[string, () => Issued, string]>([
    [
      'an RSA key of 1024 bits',
      () => leaf({ key: 'rsa:1024' }),
      'certificate of 127.0.0.1 has a key of only 1,024 bits, expected at least 2,048',
    ],
    [
      'an RSA key of 1536 bits',
      () => leaf({ key: 'rsa:1536' }),
      'certificate of 127.0.0.1 has a key of only 1,536 bits, expected at least 2,048',
    ],
    [
      'a curve of 192 bits further up',
      () =>
        leaf({ issuer: issueCertificate({ name: 'Middle', issuer: root, key: 'ec:prime192v1', isAuthority: true }) }),
      'the certificate "Middle" in the chain of 127.0.0.1 has a key of only 192 bits, expected at least 224',
    ],
    [
      'a signature with SHA-1',
      () => leaf({ digest: 'sha1' }),
      'certificate of 127.0.0.1 is signed with SHA-1, which is no longer secure',
    ],
    [
      'a signature with MD5',
      () => leaf({ digest: 'md5' }),
      'certificate of 127.0.0.1 is signed with MD5, which is no longer secure',
    ],
    [
      'a PSS signature with SHA-1',
      () => leaf({ digest: 'pss-sha1' }),
      'certificate of 127.0.0.1 is signed with SHA-1, which is no longer secure',
    ],
    [
      'a weak key further up',
      () => leaf({ issuer: issueCertificate({ name: 'Middle', issuer: root, key: 'rsa:1024', isAuthority: true }) }),
      'the certificate "Middle" in the chain of 127.0.0.1 has a key of only 1,024 bits, expected at least 2,048',
    ],
    [
      'a weak signature further up',
      () => leaf({ issuer: issueCertificate({ name: 'Middle', issuer: root, digest: 'sha1', isAuthority: true }) }),
      'the certificate "Middle" in the chain of 127.0.0.1 is signed with SHA-1, which is no longer secure',
    ],
  ])('%s', async (_, issue, message) => {
    const { url } = await serve(issue());
    expect(await failureOf(check(url, {}, { trustedCa: [root.cert] }))).toEqual({ kind: 'tls-untrusted', message });
    expect((await check(url, { ignoreTlsErrors: true }, { trustedCa: [root.cert] })).verdict).toBe('pass');
  });

  test.each<[string, () => Issued]>([
    ['RSA with 2048 bits', () => leaf()],
    ['a curve of 256 bits', () => leaf({ key: 'ec:prime256v1' })],
    ['PSS with SHA-256', () => leaf({ digest: 'pss-sha256' })],
  ])('but not %s', async (_, issue) => {
    const { url } = await serve(issue());
    expect(await check(url, {}, { trustedCa: [root.cert] })).toMatchObject({ verdict: 'pass', failure: null });
  });

  test('a self-signed one with a weak key is called weak', async () => {
    const { url } = await serve(issueCertificate({ name: 'printer', key: 'rsa:1024' }));
    expect(await failureOf(check(url))).toMatchObject({ message: expect.stringContaining('1,024 bits') as string });
  });

  test('the signature of a trusted root on itself counts for nothing', async () => {
    const old = issueCertificate({ name: 'Old root', digest: 'sha1', isAuthority: true });
    const issued = leaf({ issuer: old });
    const { url } = await serve(issued, `${issued.cert}${old.cert}`);
    expect((await check(url, {}, { trustedCa: [old.cert] })).verdict).toBe('pass');
  });

  test('a root that somebody else has signed as well, and badly, does not count where it is trusted itself', async () => {
    const stranger = issueCertificate({ name: 'Stranger', isAuthority: true });
    const crossSigned = issueCertificate({
      name: 'Root',
      digest: 'sha1',
      days: 2,
      issuer: stranger,
      isAuthority: true,
    });
    const issued = leaf();
    const { url } = await serve(issued, `${issued.cert}${crossSigned.cert}`);
    const { verdict, certificate } = await check(url, {}, { trustedCa: [root.cert] });
    expect(verdict).toBe('pass');
    expect(certificate?.subject).toBe('Leaf');
  });
});

test('a violated name constraint fails the check in OpenSSL’s words', async () => {
  const narrow = issueCertificate({ name: 'Narrow', issuer: root, isAuthority: 'example.com' });
  const { url } = await serve(leaf({ issuer: narrow }));
  expect(await failureOf(check(url, {}, { trustedCa: [root.cert] }))).toEqual({
    kind: 'tls-untrusted',
    message: 'certificate of 127.0.0.1 is not valid: permitted subtree violation',
  });
});

describe('the certificate that expires first is the one that is shown and warned about', () => {
  test('over the whole chain', async () => {
    const middle = issueCertificate({ name: 'Middle', issuer: root, days: 3, isAuthority: true });
    const { url } = await serve(leaf({ issuer: middle }));
    const { certificate } = await check(url, {}, { trustedCa: [root.cert] });
    expect(certificate).toMatchObject({ subject: 'Middle', issuer: 'Root' });
    expect(Math.round(((certificate?.validTo ?? 0) - Date.now()) / dayMs)).toBe(3);
  });

  test('a trusted root included', async () => {
    const young = issueCertificate({ name: 'Young root', days: 5, isAuthority: true });
    const { url } = await serve(leaf({ issuer: young }));
    expect((await check(url, {}, { trustedCa: [young.cert] })).certificate?.subject).toBe('Young root');
  });

  test.each([
    [3, 60, 'First'],
    [60, 3, 'Second'],
  ])('over all hops of %i and %i days', async (first, second, subject) => {
    const end = await startTargetServer({ tls: { ...leaf({ name: 'Second', days: second }) } });
    const { url, behave } = await serve(leaf({ name: 'First', days: first }));
    behave({ kind: 'redirect', to: end.url });
    const { verdict, certificate } = await check(url, {}, { trustedCa: [root.cert] });
    await end.close();
    expect({ verdict, subject: certificate?.subject }).toEqual({ verdict: 'pass', subject });
  });

  test('also where the last hop has none', async () => {
    const plain = await startTargetServer();
    const { url, behave } = await serve(leaf());
    behave({ kind: 'redirect', to: plain.url });
    const { certificate } = await check(url, {}, { trustedCa: [root.cert] });
    await plain.close();
    expect(certificate?.subject).toBe('Leaf');
  });
});

/** X509_V_ERR_* of OpenSSL 3.5 without its prefix. Node has a name for half of them, and says UNSPECIFIED of the others. */
const verificationErrors = [
  ...['UNSPECIFIED', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_CRL', 'UNABLE_TO_DECRYPT_CERT_SIGNATURE'],
  ...['UNABLE_TO_DECRYPT_CRL_SIGNATURE', 'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'CERT_SIGNATURE_FAILURE'],
  ...['CRL_SIGNATURE_FAILURE', 'CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED', 'CRL_NOT_YET_VALID', 'CRL_HAS_EXPIRED'],
  ...['ERROR_IN_CERT_NOT_BEFORE_FIELD', 'ERROR_IN_CERT_NOT_AFTER_FIELD', 'ERROR_IN_CRL_LAST_UPDATE_FIELD'],
  ...['ERROR_IN_CRL_NEXT_UPDATE_FIELD', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_CHAIN_TOO_LONG', 'CERT_REVOKED'],
  ...['NO_ISSUER_PUBLIC_KEY', 'PATH_LENGTH_EXCEEDED', 'INVALID_PURPOSE', 'CERT_UNTRUSTED', 'CERT_REJECTED'],
  ...['SUBJECT_ISSUER_MISMATCH', 'AKID_SKID_MISMATCH', 'AKID_ISSUER_SERIAL_MISMATCH', 'KEYUSAGE_NO_CERTSIGN'],
  ...['UNABLE_TO_GET_CRL_ISSUER', 'UNHANDLED_CRITICAL_EXTENSION', 'KEYUSAGE_NO_CRL_SIGN', 'INVALID_NON_CA'],
  ...['UNHANDLED_CRITICAL_CRL_EXTENSION', 'PROXY_PATH_LENGTH_EXCEEDED', 'KEYUSAGE_NO_DIGITAL_SIGNATURE'],
  ...['PROXY_CERTIFICATES_NOT_ALLOWED', 'INVALID_EXTENSION', 'INVALID_POLICY_EXTENSION', 'NO_EXPLICIT_POLICY'],
  ...['DIFFERENT_CRL_SCOPE', 'UNSUPPORTED_EXTENSION_FEATURE', 'UNNESTED_RESOURCE', 'PERMITTED_VIOLATION'],
  ...['EXCLUDED_VIOLATION', 'SUBTREE_MINMAX', 'APPLICATION_VERIFICATION', 'UNSUPPORTED_CONSTRAINT_TYPE'],
  ...['UNSUPPORTED_CONSTRAINT_SYNTAX', 'UNSUPPORTED_NAME_SYNTAX', 'CRL_PATH_VALIDATION_ERROR', 'PATH_LOOP'],
  ...['SUITE_B_INVALID_VERSION', 'SUITE_B_INVALID_ALGORITHM', 'SUITE_B_INVALID_CURVE'],
  ...['SUITE_B_INVALID_SIGNATURE_ALGORITHM', 'SUITE_B_LOS_NOT_ALLOWED', 'SUITE_B_CANNOT_SIGN_P_384_WITH_P_256'],
  ...['HOSTNAME_MISMATCH', 'EMAIL_MISMATCH', 'IP_ADDRESS_MISMATCH', 'DANE_NO_MATCH', 'EE_KEY_TOO_SMALL'],
  ...['CA_KEY_TOO_SMALL', 'CA_MD_TOO_WEAK', 'INVALID_CALL', 'STORE_LOOKUP', 'NO_VALID_SCTS'],
  ...['PROXY_SUBJECT_NAME_VIOLATION', 'OCSP_VERIFY_NEEDED', 'OCSP_VERIFY_FAILED', 'OCSP_CERT_UNKNOWN'],
  ...['UNSUPPORTED_SIGNATURE_ALGORITHM', 'SIGNATURE_ALGORITHM_MISMATCH', 'SIGNATURE_ALGORITHM_INCONSISTENCY'],
  ...['INVALID_CA', 'PATHLEN_INVALID_FOR_NON_CA', 'PATHLEN_WITHOUT_KU_KEY_CERT_SIGN'],
  ...['KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA', 'ISSUER_NAME_EMPTY', 'SUBJECT_NAME_EMPTY'],
  ...['MISSING_AUTHORITY_KEY_IDENTIFIER', 'MISSING_SUBJECT_KEY_IDENTIFIER', 'EMPTY_SUBJECT_ALT_NAME'],
  ...['EMPTY_SUBJECT_SAN_NOT_CRITICAL', 'CA_BCONS_NOT_CRITICAL', 'AUTHORITY_KEY_IDENTIFIER_CRITICAL'],
  ...['SUBJECT_KEY_IDENTIFIER_CRITICAL', 'CA_CERT_MISSING_KEY_USAGE', 'EXTENSIONS_REQUIRE_VERSION_3'],
  ...['EC_KEY_EXPLICIT_PARAMS', 'RPK_UNTRUSTED', 'SOMETHING_FROM_A_LATER_OPENSSL'],
] as const;

describe('every reason to refuse a certificate is a failure of TLS', () => {
  const circumstances = {
    trace: newProbeTrace(10_000, 'auto'),
    stage: 'tls',
    nowMs: 0,
    redact: (text: string) => text,
  } as const;

  test.each(verificationErrors)('%s', (code) => {
    const outcome = failedBy(new CertificateError(code), circumstances);
    if (outcome === null) throw new Error('it was taken for a bug');
    const { kind, message } = failureInEnglish(outcome.failure);
    expect({ verdict: outcome.verdict, kind }).toEqual({
      verdict: 'fail',
      kind: expect.stringMatching(/^tls-/) as string,
    });
    expect(message).not.toBe('');
  });

  test('one without a failure or words of its own is quoted', () => {
    const outcome = failedBy(new CertificateError('SOMETHING_FROM_A_LATER_OPENSSL'), circumstances);
    expect(outcome?.failure.facts).toMatchObject({ error: 'SOMETHING_FROM_A_LATER_OPENSSL' });
  });

  test('but a computer that runs out of memory says nothing about the site', () => {
    expect(failedBy(new CertificateError('OUT_OF_MEM'), circumstances)?.verdict).toBe('inconclusive');
  });
});
