/** Why a job is down that said so itself. */
import type { Failure } from '../../../contract/failure.ts';
import type { ObservedPing } from './ping.ts';

/** A job may report a failure and exit with 0. */
export function reportedFailure({ exitCode }: ObservedPing): Failure {
  return { code: 'job-failed', facts: { exitCode: exitCode === 0 ? null : exitCode } };
}
