/** `lookups` as the `lookup` option of Node's connections, for libraries that connect by themselves. */
import type { LookupFunction } from 'node:net';
import { knownAddresses } from '../transport/addresses.ts';
import { LookupError } from './lookup-error.ts';
import type { LookupResult } from './lookup-helpers.ts';
import type { Lookups } from './lookups.ts';

export function nodeLookup(lookups: Lookups): LookupFunction {
  return (host, { family: wanted, all }, callback) => {
    const family = wanted === 4 || wanted === 'IPv4' ? 4 : wanted === 6 || wanted === 'IPv6' ? 6 : 0;
    const onResult = (result: LookupResult): void => {
      if (result instanceof LookupError) callback(result, '');
      else if (all === true) callback(null, [...result]);
      else callback(null, result[0]?.address ?? '', result[0]?.family);
    };
    const known = knownAddresses(host, family === 0 ? 'auto' : family);
    if (known === null) lookups.ask({ host, family }, { onResult });
    // Node expects the answer after the call has returned.
    else queueMicrotask(() => onResult(known));
  };
}
