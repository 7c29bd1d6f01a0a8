/** What another location says, or why it says nothing, in English. */
import type { LocationFailures } from '../../../../contract/failures/location.ts';
import type { Silence } from '../../../../contract/model/location.ts';
import type { Words } from '../../wording.ts';
import type { Quantities } from '../quantities.ts';

export const locationFailures = ({ minute }: Quantities): Words<LocationFailures> => ({
  'reported-by-location': ({ status, text }) =>
    [...(status === null ? [] : [`status ${String(status)}`]), ...(text === '' ? [] : [text])].join(': ') ||
    'the probe failed',
  'refused-there': ({ status }) => `rejected with status ${String(status)}`,
  'no-answer': ({ why, detail, until }) => {
    const words = until === null ? silenceWords[why] : `${silenceWords[why]} until ${minute(until)}`;
    return detail === null ? words : `${words} (${detail})`;
  },
});

const silenceWords: Readonly<Record<Silence, string>> = {
  unreachable: 'no answer: the location could not be reached',
  rejected: 'no answer: the location refused the request',
  limit: 'not asked: the hourly limit is reached',
  'no-probe': 'no answer: no probe is online there',
  'probe-failed': 'no answer: the probe failed',
  late: 'no answer in time',
  unintelligible: 'no answer: the response of the location could not be read',
  'needs-more': 'no answer: an assertion needs more than the location can see',
  unable: 'not asked: the location cannot probe such a monitor',
};
