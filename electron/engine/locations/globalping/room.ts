/**
 * Asks Globalping: one measurement with one probe, polled until it is done. A failure is asked for once more, of a fresh
 * probe, before it counts.
 */
import type { LocationOf } from '../../../contract/locations/registry.ts';
import type { Place } from '../../../contract/model/location.ts';
import type { HttpMonitor, Monitor } from '../../../contract/monitors/registry.ts';
import { allows } from '../budget.ts';
import { NoAnswer, type AskContext, type LocationRoom, type Report } from '../location.ts';
import { createMeasurement, pollMeasurement } from './api.ts';
import { judgeResult } from './judge-result.ts';
import type { Measured } from './measurement.ts';
import { placesIn } from './places.ts';
import { disclosureOf, measurementOf } from './request.ts';
import { serviceOf } from './service.ts';

type Network = LocationOf<'globalping'>;

export const globalpingRoom: LocationRoom<Network> = {
  async ask(network, monitor, context): Promise<Report> {
    if (!isHttp(monitor)) throw new NoAnswer('unable');
    const first = await measure(network, monitor, context);
    const { budgets, clock, purpose } = context;
    const nowMs = clock.now();
    const hasMore = allows(budgets.of(serviceOf(network).account, nowMs), 1, { purpose, nowMs });
    return first.check.verdict === 'fail' && hasMore ? measure(network, monitor, context) : first;
  },
  disclose: (monitor) => (isHttp(monitor) ? disclosureOf(monitor) : null),
  places: { path: 'v1/probes', read: placesIn },
};

function isHttp(monitor: Monitor): monitor is HttpMonitor {
  return monitor.kind === 'http';
}

async function measure(network: Network, monitor: HttpMonitor, context: AskContext): Promise<Report> {
  const atMs = context.clock.now();
  const service = serviceOf(network);
  const asked = measurementOf(monitor, network, context);
  const id = await createMeasurement(service, asked.body, context);
  const results = await pollMeasurement(service, id, context);
  const [measured] = results;
  if (measured === undefined) throw new NoAnswer('no-probe');
  return { check: judgeResult(measured.result, { monitor, asked, atMs }), place: placeOf(measured) };
}

function placeOf({ probe: { country, city, network } }: Measured): Place {
  return { country: country ?? null, city: city ?? null, network: network ?? null };
}
