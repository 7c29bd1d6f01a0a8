/**
 * Why a check or a job failed, in English: one line, with the actual value. The words of each subject stand in
 * `failures/`; here are those that contain another failure.
 */
import type { FailureFacts, SeenFrom } from '../../../contract/failure.ts';
import { say, type Words } from '../wording.ts';
import { connectionFailures } from './failures/connection.ts';
import { containerFailures } from './failures/container.ts';
import { domainFailures } from './failures/domain.ts';
import { httpFailures } from './failures/http.ts';
import { jobFailures } from './failures/job.ts';
import { locationFailures } from './failures/location.ts';
import { nameFailures } from './failures/name.ts';
import { queryFailures } from './failures/query.ts';
import { responseFailures } from './failures/response.ts';
import { thisComputerFailures } from './failures/this-computer.ts';
import { tlsFailures } from './failures/tls.ts';
import type { Quantities } from './quantities.ts';

export function failuresIn(quantities: Quantities): Words<FailureFacts> {
  const words: Words<FailureFacts> = {
    ...responseFailures(quantities),
    ...nameFailures,
    ...connectionFailures(quantities),
    ...tlsFailures(quantities),
    ...httpFailures(quantities),
    ...jobFailures(quantities),
    ...containerFailures(quantities),
    ...queryFailures(quantities),
    ...domainFailures(quantities),
    ...locationFailures(quantities),
    ...thisComputerFailures,
    /** `reachable from this computer only; down from Frankfurt, Ohio: status 503` */
    'down-elsewhere': (facts) => {
      const { down, good, failure } = facts;
      const isHereOnly = good.every(({ name }) => name === null);
      return isHereOnly
        ? `reachable from this computer only; down from ${places(down)}: ${say(words, failure)}`
        : seenFrom(facts, say(words, failure), quantities);
    },
    'seen-from': (facts) => seenFrom(facts, say(words, facts.failure), quantities),
    'unreachable-here': ({ good, failure }) =>
      `cannot be reached from this computer; reachable from ${good.join(', ')} (${say(words, failure)})`,
    unexplained: () => 'the check failed',
    prose: ({ text }) => text,
  };
  return words;
}

type Seen = Omit<FailureFacts['seen-from'], 'failure'>;

/** `down from 3 of 4 locations: this computer, Frankfurt (Hetzner): status 503. Singapore: 200 in 310 ms` */
function seenFrom({ down, good, isOneNetwork }: Seen, reason: string, quantities: Quantities): string {
  const count = down.length + good.length;
  if (count === 1) return `${reason} (seen from this computer only)`;
  const others = good.map((seen) => `. ${seen.name ?? 'This computer'}: ${goodResponse(seen, quantities)}`).join('');
  const note = isOneNetwork ? '. All of them share one network' : '';
  const { counted, number } = quantities;
  return `down from ${number(down.length)} of ${counted(count, 'location')}: ${places(down)}: ${reason}${others}${note}`;
}

function places(seen: readonly SeenFrom[]): string {
  return seen
    .map(({ name, network }) => `${name ?? 'this computer'}${network === null ? '' : ` (${network})`}`)
    .join(', ');
}

function goodResponse({ status, responseTimeMs }: SeenFrom, { responseTime }: Quantities): string {
  const what = status === null ? 'up' : String(status);
  return responseTimeMs === null ? what : `${what} in ${responseTime(responseTimeMs)}`;
}
