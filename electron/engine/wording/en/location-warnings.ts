/** What is to be known before the locations of a monitor are asked. */
import type { LocationWarningFacts } from '../../../contract/location-warnings.ts';
import type { Words } from '../wording.ts';
import type { Quantities } from './quantities.ts';

export const locationWarnings = ({ counted, number }: Quantities): Words<LocationWarningFacts> => ({
  'sent-to-strangers': ({ names, url }) =>
    `${names.join(', ')}: the network's probes are sent ${url}, and anyone who has the link to a result can read it for a week`,
  'query-sent': 'The query of the URL is sent as well: it must not contain anything secret',
  'reachability-only': ({ names }) =>
    `${names.join(', ')}: secrets are not sent there, so any response below status 500 counts as up`,
  'over-budget': ({ planned, limit }) =>
    `Regional checks would use ${counted(planned, 'test')} an hour of the ${number(limit)} that are allowed: some will be skipped`,
});
