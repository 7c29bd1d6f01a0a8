/** This computer is to blame, not the target. */
import type { NoFacts } from '../coded.ts';
import type { ErrorCode, Host, KindsOf } from './facts.ts';

export interface ThisComputerFailures {
  readonly offline: NoFacts;
  readonly 'captive-portal': NoFacts;
  readonly 'other-network': NoFacts;
  readonly asleep: NoFacts;
  readonly 'secret-unreadable': NoFacts;
  readonly 'local-error': ErrorCode;
  /** The lookups of other names left no place for it. */
  readonly 'lookup-not-started': Host;
  readonly stopped: NoFacts;
  readonly 'probe-crashed': NoFacts;
}

export const thisComputerFailureKinds: KindsOf<ThisComputerFailures> = {
  offline: 'offline',
  'captive-portal': 'offline',
  'other-network': 'offline',
  asleep: 'asleep',
  'secret-unreadable': 'internal',
  'local-error': 'internal',
  'lookup-not-started': 'internal',
  stopped: 'internal',
  'probe-crashed': 'internal',
};
