/** Every call of the table by name, for tests that walk over all of them. */
import { mapCalls, type CallName } from '../../electron/contract/calls.ts';

export const callNames: readonly CallName[] = Object.values(
  mapCalls((_, { group, method }) => `${group}.${method}` as CallName),
).flatMap((methods) => Object.values(methods) as readonly CallName[]);
