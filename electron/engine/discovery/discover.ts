/** Searches the computer once. Used by the engine, and by `vigilmon discover` where no engine runs. */
import type { Offer } from '../../contract/model/discovery.ts';
import { makeToken } from '../kinds/heartbeat/token.ts';
import type { Computer, Randomness } from '../ports.ts';
import { offersOf, type OffersContext } from './offers.ts';
import { search } from './search.ts';

export interface DiscoverOptions extends Omit<OffersContext, 'makeToken' | 'program'> {
  readonly computer: Computer;
  readonly randomness: Randomness;
}

export async function discover({ computer, randomness, ...context }: DiscoverOptions): Promise<readonly Offer[]> {
  return offersOf(await search(computer), {
    ...context,
    program: computer.findProgram(),
    makeToken: () => makeToken(randomness),
  });
}
