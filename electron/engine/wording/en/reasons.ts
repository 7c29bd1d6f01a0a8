/** Why somebody is notified, in English: one line each. */
import type { FailureFacts } from '../../../contract/failure.ts';
import type { ReasonFacts } from '../../../contract/reasons.ts';
import { say, type Words } from '../wording.ts';
import { responseReasonsIn } from './assertions.ts';
import type { Quantities } from './quantities.ts';

export function reasonsIn(quantities: Quantities, failures: Words<FailureFacts>): Words<ReasonFacts> {
  const { counted, day, duration, number, responseTime } = quantities;
  return {
    ...responseReasonsIn(quantities),
    failure: (failure) => say(failures, failure),
    flapped: ({ changes }) =>
      `${counted(changes, 'change')} within an hour; nothing more is sent until it has kept one state for 15 min`,
    settled: ({ isDown }) => (isDown ? 'it stays down' : 'it stays up'),
    behind: ({ count }) => `${counted(count, 'monitor')} behind it`,
    more: ({ count }) => `and ${number(count)} more`,
    'slow-response': ({ responseTimeMs, limitMs }) => {
      const responded =
        responseTimeMs === null ? 'no response has been timed yet' : `responded in ${responseTime(responseTimeMs)}`;
      return limitMs === null ? responded : `${responded}, threshold ${duration(limitMs)}`;
    },
    'ended-early': ({ runTimeMs, leastMs }) => {
      const ended = runTimeMs === null ? 'a run ended too soon' : `the run ended after only ${responseTime(runTimeMs)}`;
      return leastMs === null ? ended : `${ended}, expected at least ${duration(leastMs)}`;
    },
    'job-output': ({ line }) => `output: ${line}`,
    'certificate-expires': ({ subject, validTo, daysLeft }) =>
      `certificate of ${subject} expires in ${counted(daysLeft, 'day')}, on ${day(validTo)}`,
    prose: ({ text }) => text,
  };
}
