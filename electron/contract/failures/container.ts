/** A container, or the engine that runs it. */
import type { NoFacts } from '../coded.ts';
import type { ErrorCode, KindsOf } from './facts.ts';

export interface ContainerFailures {
  /** Either has a value. */
  readonly 'container-not-found': { readonly name: string | null; readonly label: string | null };
  readonly 'container-not-running': {
    readonly name: string;
    readonly status: string;
    readonly exitCode: number;
    readonly isOutOfMemory: boolean;
  };
  /** `output`: of the last health check. */
  readonly 'container-unhealthy': { readonly name: string; readonly output: string };
  readonly 'container-starting': { readonly name: string };
  readonly 'no-container-engine': NoFacts;
  readonly 'container-engine-unreachable': { readonly socket: string } & ErrorCode;
  readonly 'container-engine-silent': { readonly socket: string; readonly afterMs: number };
  readonly 'container-engine-failed': {
    readonly socket: string;
    readonly status: number;
    readonly why: 'refused' | 'too-large' | 'unreadable';
    /** In the words of the engine; empty: none. */
    readonly detail: string;
  };
}

export const containerFailureKinds: KindsOf<ContainerFailures> = {
  'container-not-found': 'container',
  'container-not-running': 'container',
  'container-unhealthy': 'container',
  'container-starting': 'container',
  'no-container-engine': 'not-run',
  'container-engine-unreachable': 'container',
  'container-engine-silent': 'timeout',
  'container-engine-failed': 'container',
};
