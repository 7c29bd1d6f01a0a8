/** The registration of a domain, in English. */
import type { DomainFailures } from '../../../../contract/failures/domain.ts';
import type { Words } from '../../wording.ts';
import type { Quantities } from '../quantities.ts';

export const domainFailures = ({ counted, day }: Quantities): Words<DomainFailures> => ({
  'domain-not-found': ({ domain }) =>
    `the registry knows no domain ${domain}: it is not registered, or is not the registered part of a longer name`,
  'domain-expires': ({ domain, expiresAt, days }) =>
    `the registration of ${domain} expires in ${counted(days, 'day')}, on ${day(expiresAt)}`,
  'domain-expired': ({ domain, expiredAt }) => `the registration of ${domain} expired on ${day(expiredAt)}`,
  'domain-without-date': ({ domain, server }) => `${server} does not say when ${domain} expires`,
  'no-registry': ({ domain }) => `the registry of ${domain} has no RDAP server that IANA lists`,
  'registry-failed': ({ server, status }) =>
    status === 429
      ? `${server} refused the request: too many requests`
      : `${server} failed with status ${String(status)}`,
  'registry-unreadable': ({ server }) => `the response of ${server} is not RDAP`,
});
