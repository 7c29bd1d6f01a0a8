/** What is to be known before the locations of a monitor are asked. Pure. */
import type { LocationWarning } from '../../contract/location-warnings.ts';
import { definitionOf, type Location } from '../../contract/locations/registry.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import type { Disclosure } from './location.ts';
import { roomOf } from './rooms.ts';

export function locationWarnings(monitor: Monitor, locations: readonly Location[]): readonly LocationWarning[] {
  const disclosed = locations.flatMap((location) => {
    const disclosure = roomOf(location.kind).disclose?.(monitor) ?? null;
    return disclosure === null ? [] : [{ location, disclosure }];
  });
  const strangers = disclosed.filter(({ location }) => definitionOf(location.kind).isPublic(location));
  const partial = disclosed.filter(({ disclosure }) => disclosure.isReachability);
  const [first] = strangers;
  return [
    ...(first === undefined ? [] : sentTo(strangers.map(nameOf), first.disclosure)),
    ...(partial.length === 0 ? [] : [{ code: 'reachability-only', facts: { names: partial.map(nameOf) } } as const]),
  ];
}

function nameOf({ location }: { readonly location: Location }): string {
  return location.name;
}

function sentTo(names: readonly string[], { target, hasQuery }: Disclosure): readonly LocationWarning[] {
  const sent = { code: 'sent-to-strangers', facts: { names, url: target } } as const;
  return hasQuery ? [sent, { code: 'query-sent', facts: {} }] : [sent];
}
