/** The TLS handshake and the certificates in it, in English. */
import type { TlsFailures } from '../../../../contract/failures/tls.ts';
import type { Words } from '../../wording.ts';
import type { Quantities } from '../quantities.ts';
import { certificateErrors, tlsAlerts } from './tls-names.ts';

export const tlsFailures = ({ day, listed, number }: Quantities): Words<TlsFailures> => ({
  'certificate-expired': ({ host, expiredAt }) => `certificate of ${host} expired on ${day(expiredAt)}`,
  'certificate-chain-expired': ({ host }) => `a certificate in the chain of ${host} has expired`,
  'certificate-not-yet-valid': ({ host, validFrom }) => `certificate of ${host} is not valid before ${day(validFrom)}`,
  'certificate-self-signed': ({ host }) => `certificate of ${host} is self-signed`,
  'certificate-untrusted': ({ host, issuer }) =>
    `certificate of ${host} is not trusted: its issuer "${issuer ?? 'unknown'}" is unknown here, or its chain is incomplete`,
  'certificate-invalid': ({ host, error }) =>
    `certificate of ${host} is not valid: ${certificateErrors[error] ?? error}`,
  'certificate-weak-key': ({ host, issuer, bits, least }) =>
    `${certificateOf(host, issuer)} has a key of only ${number(bits)} bits, expected at least ${number(least)}`,
  'certificate-weak-signature': ({ host, issuer, digest }) =>
    `${certificateOf(host, issuer)} is signed with ${digest}, which is no longer secure`,
  'certificate-host-mismatch': ({ host, names, more }) =>
    `the certificate is for ${names.length === 0 ? 'no name' : listed(names, more)}, not for ${host}`,
  'not-tls': ({ peer }) => `${peer} does not speak TLS; should the URL begin with http://?`,
  'no-common-tls': ({ peer }) => `${peer} and this computer have no TLS version or cipher in common`,
  'start-tls-refused': ({ peer, protocol, reply }) =>
    `${peer} does not start TLS over ${startTlsNames[protocol] ?? protocol}: ${reply}`,
  'no-common-tls-version': ({ peer }) => `${peer} and this computer have no TLS version in common`,
  'client-certificate-required': ({ peer, isCertain }) =>
    isCertain
      ? `${peer} requires a client certificate`
      : `${peer} refused the TLS handshake; does it require a client certificate?`,
  'server-name-unrecognised': ({ peer, host }) => `${peer} does not serve the name ${host} (TLS alert 112)`,
  'tls-alert': ({ peer, alert }) =>
    `${peer} ended the TLS connection: ${tlsAlerts[alert] ?? 'unknown alert'} (TLS alert ${String(alert)})`,
  'tls-ended': ({ peer }) => `${peer} refused TLS with an alert`,
  'tls-handshake-failed': ({ peer, error }) => `TLS handshake with ${peer} failed: ${error}`,
  'client-certificate-unusable': ({ error }) =>
    `the client certificate cannot be used: its key does not fit, or needs another passphrase (${error})`,
});

const startTlsNames: Readonly<Record<string, string>> = {
  smtp: 'SMTP',
  imap: 'IMAP',
  pop3: 'POP3',
  ftp: 'FTP',
  postgres: 'the PostgreSQL protocol',
};

function certificateOf(host: string, issuer: string | null): string {
  return issuer === null ? `certificate of ${host}` : `the certificate "${issuer}" in the chain of ${host}`;
}
