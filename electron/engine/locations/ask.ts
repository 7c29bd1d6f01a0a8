/**
 * Asks a location, and reports however it ends. Whatever goes wrong on the way (its service, its limit, this program) is
 * `no-answer`: no failure of a location is ever one of the target.
 */
import type { Location } from '../../contract/locations/registry.ts';
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';
import { asExpected } from '../kinds/invert.ts';
import { canAsk } from './fitting.ts';
import { NoAnswer, noAnswerReport, type AskContext, type Report } from './location.ts';
import type { Logger } from '../ports.ts';
import { roomOf } from './rooms.ts';
import { ServiceError } from './service-request.ts';

/** Never rejects. */
export async function askLocation(location: Location, monitor: ProbedMonitor, context: AskContext): Promise<Report> {
  const startedAt = context.clock.now();
  try {
    if (!canAsk(location, monitor)) throw new NoAnswer('unable');
    const report = await roomOf(location.kind).ask(location, monitor, context);
    return { ...report, check: asExpected(monitor, report.check) };
  } catch (error) {
    return noAnswerReport(startedAt, silenceIn(error, location, context));
  }
}

function silenceIn(error: unknown, { id }: Location, { logger, signal }: AskContext): NoAnswer {
  if (signal.aborted && !(error instanceof NoAnswer)) return new NoAnswer('late');
  return silenceOf(error, logger, { location: id });
}

/** Whatever is neither the service's doing nor the network's is a bug, and logged. */
export function silenceOf(
  error: unknown,
  logger: Pick<Logger, 'error'>,
  about: Readonly<Record<string, unknown>> = {},
): NoAnswer {
  if (error instanceof NoAnswer) return error;
  if (error instanceof ServiceError) return new NoAnswer('unreachable', error.code);
  logger.error('a location could not be asked', { ...about, error });
  return new NoAnswer('unintelligible');
}
