/**
 * Asks Globalping: one measurement with one probe, polled until it is done. A failure is asked for once more, of a fresh
 * probe, before it counts.
 */
import type { LocationOf } from '../../../contract/locations/registry.ts';
import type { Place } from '../../../contract/model/location.ts';
import type { CheckDetail } from '../../../contract/model/state.ts';
import type { ProbedMonitor } from '../../../contract/monitors/registry.ts';
import { excerpt, shorten } from '../../transport/excerpt.ts';
import { redactorFor } from '../../transport/redaction.ts';
import { allows, type Purpose } from '../budget.ts';
import { NoAnswer, remoteCheck, type AskContext, type LocationRoom, type Report } from '../location.ts';
import { createMeasurement, pollMeasurement } from './api.ts';
import type { Measured } from './measurement.ts';
import { placesIn } from './places.ts';
import { serviceOf } from './service.ts';
import { testOf, type Seen, type Test } from './tests.ts';

type Network = LocationOf<'globalping'>;

export const globalpingRoom: LocationRoom<Network> = {
  async ask(network, monitor, context): Promise<Report> {
    const test = testOf(monitor);
    if (test === null) throw new NoAnswer('unable');
    const first = await measure(network, { monitor, test }, context);
    const { budgets, clock, purpose } = context;
    const nowMs = clock.now();
    const hasMore = allows(budgets.of(serviceOf(network).account, nowMs), 1, { purpose, nowMs });
    return first.check.verdict === 'fail' && hasMore ? measure(network, { monitor, test }, context) : first;
  },
  disclose: (monitor) => testOf(monitor)?.disclose(monitor) ?? null,
  places: { path: 'v1/probes', read: placesIn },
};

interface Asked {
  readonly monitor: ProbedMonitor;
  readonly test: Test<ProbedMonitor>;
}

async function measure(network: Network, asked: Asked, context: AskContext): Promise<Report> {
  const { clock, finalUrl, purpose } = context;
  const { monitor, test } = asked;
  const seen = { atMs: clock.now(), finalUrl };
  const service = serviceOf(network);
  const options = { locations: [{ magic: network.where }], timeout: timeoutOf(monitor, purpose) };
  const id = await createMeasurement(service, { ...test.request(monitor, finalUrl), ...options }, context);
  const [measured] = await pollMeasurement(service, id, context);
  if (measured === undefined) throw new NoAnswer('no-probe');
  return { check: checkOf(measured, asked, seen), place: placeOf(measured) };
}

/** What the service accepts, in seconds. */
const leastTimeout = 5;
const mostTimeout = 30;
/** Two probes, one after the other, have to answer within the time of a confirmation. */
const confirmingTimeout = 7;

function timeoutOf({ timeout }: ProbedMonitor, purpose: Purpose): number {
  const most = purpose === 'confirm' ? confirmingTimeout : mostTimeout;
  return Math.min(most, Math.max(leastTimeout, Math.ceil(timeout / 1_000)));
}

const longestReason = 200;

/** Throws `NoAnswer` where the result says nothing about the target. */
function checkOf({ result }: Measured, { monitor, test }: Asked, seen: Seen): CheckDetail {
  switch (result.status) {
    case 'in-progress':
      throw new NoAnswer('late');
    case 'offline':
      throw new NoAnswer('no-probe');
    case 'failed': {
      const text = shorten(redactorFor(monitor)(result.rawOutput.trim()), longestReason);
      if (result.failureSource === 'internal' || result.failureSource === 'resolver') {
        throw new NoAnswer('probe-failed', text === '' ? null : excerpt(text));
      }
      const facts = { status: null, text: text.replace(/\s+/gu, ' ') };
      return remoteCheck(seen.atMs, { verdict: 'fail', failure: { code: 'reported-by-location', facts } });
    }
    case 'finished':
      return test.judge(result, monitor, seen);
  }
}

function placeOf({ probe: { country, city, network } }: Measured): Place {
  return { country: country ?? null, city: city ?? null, network: network ?? null };
}
