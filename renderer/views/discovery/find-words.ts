/** What a row says of a find, and what it is found by. */
import type { Found, WordedOffer } from '../../../electron/contract/model/discovery.ts';
import { text } from '../../text/text.ts';

const words = text.discovery;

function placeOf(found: Found): string {
  if (found.is === 'job') return found.place;
  const { host, port, source, isHttp } = found;
  if (source === 'container') return words.container(port);
  return words.port(isHttp, host === '127.0.0.1' ? null : host);
}

/** Below its name: when it runs, where it is, and the monitor that it has already. */
export function detailsOf({ found, schedule, monitoredBy }: WordedOffer): string {
  return [schedule, placeOf(found), monitoredBy === null ? null : words.monitoredBy(monitoredBy)]
    .filter((part) => part !== null)
    .join(' · ');
}

/** All that its row says, where it comes from, and the kind of the monitor that it would get. */
export function searchedIn(offer: WordedOffer): string {
  const { found, monitor } = offer;
  const kind = monitor === null ? '' : text.monitorKinds[monitor.kind];
  return [
    found.name,
    detailsOf(offer),
    found.source,
    kind,
    found.is === 'job' ? found.command : `${found.host}:${found.port}`,
  ].join('\n');
}
