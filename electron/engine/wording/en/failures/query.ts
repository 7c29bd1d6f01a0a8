/** Questions to a Prometheus server, in English. */
import type { QueryFailures } from '../../../../contract/failures/query.ts';
import type { Words } from '../../wording.ts';
import type { Quantities } from '../quantities.ts';

export const queryFailures = ({ bytes }: Quantities): Words<QueryFailures> => ({
  'query-failed': ({ status, text }) =>
    `the query failed with status ${String(status)}${text === '' ? '' : `: ${text}`}`,
  'no-series': ({ query }) => `the query ${query} has no series`,
  'too-many-series': ({ limitBytes }) => `the series of the query exceed ${bytes(limitBytes)}`,
});
