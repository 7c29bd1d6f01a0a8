/** The fields of a `heartbeat` monitor: defaults and limits. */
import type { HeartbeatMonitor } from '../../../contract/model/monitor.ts';
import type { ParsedMonitor } from '../../../contract/schemas.ts';
import { isToken } from './token.ts';
import { defaultGrace } from '../../monitors/defaults.ts';
import { collectErrors, durationError } from '../../monitors/field-errors.ts';
import type { Normalised } from '../http/http-monitor.ts';

export type HeartbeatInput = Extract<ParsedMonitor, { kind: 'heartbeat' }>;
export type HeartbeatFields = Pick<HeartbeatMonitor, 'kind' | 'schedule' | 'grace' | 'token'>;

const shortestPeriod = 10_000;
const longestPeriod = 366 * 86_400_000;

/** The token stays where none is given: scripts hold it. */
export function normaliseHeartbeat(
  input: HeartbeatInput,
  existing: HeartbeatMonitor | null,
  makeToken: () => string,
): Normalised<HeartbeatFields> {
  const every = input.schedule?.every ?? 0;
  const grace = input.grace ?? defaultGrace(every);
  const token = input.token?.trim() ?? existing?.token ?? makeToken();
  const errors = collectErrors({
    'schedule.every':
      input.schedule === undefined
        ? 'is missing: how often is a ping expected?'
        : durationError(every, shortestPeriod, longestPeriod),
    grace: durationError(grace, 0, longestPeriod),
    token: isToken(token) ? null : 'must be 16 to 64 characters of A-Z, a-z, 0-9, _ and -',
  });
  return { value: { kind: 'heartbeat', schedule: { every }, grace, token }, errors };
}
