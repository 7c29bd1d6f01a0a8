/**
 * What a check of an endpoint looks like in each condition: recorded from one real check of the sample service each.
 */
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import type { CheckDetail } from '../../../electron/contract/model/state.ts';
import type { Clock } from '../../../electron/engine/ports.ts';
import { runProbe } from '../../../electron/engine/locations/here/run-probe.ts';
import type { DemoEndpoint } from '../endpoints.ts';
import type { ProbeError } from '../sample-answers.ts';
import type { SampleService } from '../service-process.ts';

export interface Evidence {
  readonly well: CheckDetail;
  readonly ill: (fault: ProbeError) => CheckDetail;
}

export async function gatherEvidence(
  endpoint: DemoEndpoint,
  monitor: HttpMonitor,
  { service, clock }: { readonly service: SampleService; readonly clock: Clock },
): Promise<Evidence> {
  const probe = async (): Promise<CheckDetail> => {
    const check = await runProbe(monitor, { clock, signal: new AbortController().signal });
    // Today's certificate was not the one in use then.
    return { ...check, certificate: null };
  };
  const { path, faults, events = [] } = endpoint;
  const well = await probe();
  if (well.verdict !== 'pass') throw new Error(`${monitor.id} should pass: ${well.failure?.code ?? well.verdict}`);
  const met = new Set([...faults, ...events.flatMap((event) => (event.is === 'down' ? [event.fault] : []))]);
  const ill = new Map<ProbeError, CheckDetail>();
  for (const fault of met) {
    await service.setFault(path, fault);
    // A demo must not wait for real timeouts.
    ill.set(fault, fault === 'timeout' ? timedOut(well, monitor) : await probe());
  }
  await service.setFault(path, null);
  return { well, ill: (fault) => ill.get(fault) ?? well };
}

function timedOut(well: CheckDetail, { timeout, url }: HttpMonitor): CheckDetail {
  const { host } = new URL(url);
  const phases = { dns: null, connect: well.phases?.connect ?? null, tls: null, firstByte: timeout, download: null };
  return {
    ...well,
    verdict: 'fail',
    responseTime: null,
    phases,
    failure: {
      code: 'timed-out',
      facts: { afterMs: timeout, stage: 'firstByte', host, peer: host, bodyBytes: null },
    },
    assertions: [],
    unhealthy: [],
    response: null,
  };
}
