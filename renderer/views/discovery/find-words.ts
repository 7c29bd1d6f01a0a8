/** What a row says of a find, and what it is found by. */
import type { Found, WordedOffer } from '../../../electron/contract/model/discovery.ts';
import { text } from '../../text/text.ts';

const words = text.discovery;

function placeOf(found: Found): string {
  if (found.is === 'job') return found.place;
  const address = found.port === null ? null : `${found.host}:${found.port}`;
  return found.source === 'container' ? words.container(address) : words.port(address ?? found.host);
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
  return [found.name, detailsOf(offer), found.source, kind, found.is === 'job' ? found.command : ''].join('\n');
}
