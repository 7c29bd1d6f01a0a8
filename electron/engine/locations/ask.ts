/**
 * Asks a location, and reports however it ends. Whatever goes wrong on the way (its service, its limit, this program) is
 * `no-answer`: no failure of a location is ever one of the target.
 */
import type { LocationKind, Location, LocationOf } from '../../contract/locations/registry.ts';
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';
import { blackboxRoom } from './blackbox/room.ts';
import { canAsk } from './fitting.ts';
import { globalpingRoom } from './globalping/room.ts';
import { NoAnswer, noAnswerReport, type AskContext, type LocationRoom, type Report } from './location.ts';
import { proxyRoom } from './proxy/room.ts';
import { ServiceError } from './service-request.ts';

const rooms: { readonly [K in LocationKind]: LocationRoom<LocationOf<K>> } = {
  globalping: globalpingRoom,
  blackbox: blackboxRoom,
  proxy: proxyRoom,
};

/** Never rejects. */
export async function askLocation(location: Location, monitor: ProbedMonitor, context: AskContext): Promise<Report> {
  const startedAt = context.clock.now();
  try {
    if (!canAsk(location, monitor)) throw new NoAnswer('unable');
    const room = rooms[location.kind] as LocationRoom<Location>;
    return await room.ask(location, monitor, context);
  } catch (error) {
    return noAnswerReport(startedAt, silenceOf(error, location, context));
  }
}

function silenceOf(error: unknown, { id }: Location, { logger, signal }: AskContext): NoAnswer {
  if (error instanceof NoAnswer) return error;
  if (signal.aborted) return new NoAnswer('late');
  if (error instanceof ServiceError) return new NoAnswer('unreachable', error.code);
  logger.error('a location could not be asked', { location: id, error });
  return new NoAnswer('unintelligible');
}
