/** Looking a name up, in English. */
import type { NameFailures } from '../../../../contract/failures/name.ts';
import type { Words } from '../../wording.ts';

const versions = { auto: '', 4: 'IPv4 ', 6: 'IPv6 ' } as const;

export const nameFailures: Words<NameFailures> = {
  'name-not-found': ({ host, family }) => `no ${versions[family]}address for ${host}: no such name`,
  'no-name-server': ({ host }) => `no name server responded for ${host}`,
  'name-server-failed': ({ host, response }) =>
    `the name server ${response === 'REFUSED' ? 'refused' : 'failed'} to resolve ${host} (${response})`,
  'no-address-of-family': ({ host, family }) =>
    `${host} has no ${versions[family]}address, only ${versions[family === 6 ? 4 : 6]}ones`,
  'lookup-failed': ({ host, error }) => `the name ${host} could not be looked up: ${error}`,
  'wrong-address-family': ({ host, family }) => `${host} is not an ${versions[family]}address`,
  'dns-rcode': ({ host, record, server, rcode }) =>
    dnsRefusals[rcode]?.(host, record, server) ?? `${server} responded with ${rcode}`,
  'dns-no-records': ({ host, record }) => `${host} has no ${record} records`,
  'dns-server-silent': ({ host, server }) => `the name server ${server} did not respond to the question for ${host}`,
  'dns-answer-malformed': ({ host, server }) => `the response of the name server ${server} for ${host} cannot be read`,
};

const dnsRefusals: Readonly<Record<string, (host: string, record: string, server: string) => string>> = {
  NXDOMAIN: (host) => `no such name: ${host} (NXDOMAIN)`,
  SERVFAIL: (host, record, server) => `the name server ${server} failed to resolve ${record} of ${host} (SERVFAIL)`,
  REFUSED: (host, record, server) => `the name server ${server} refused to resolve ${record} of ${host} (REFUSED)`,
  NOTIMP: (_, record, server) => `the name server ${server} does not support questions for ${record} (NOTIMP)`,
  FORMERR: (_, record, server) =>
    `the name server ${server} rejected the question for ${record} as malformed (FORMERR)`,
};
