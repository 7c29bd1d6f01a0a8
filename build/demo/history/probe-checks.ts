/** Past results of the other kinds, from one real check each of a healthy and a broken target. */
import type { ProbedMonitor } from '../../../electron/contract/monitors/registry.ts';
import type { CheckDetail, Phases } from '../../../electron/contract/model/state.ts';
import { runProbe } from '../../../electron/engine/locations/here/run-probe.ts';
import type { Clock } from '../../../electron/engine/ports.ts';
import type { DemoProbe } from '../probes.ts';
import { responseTimeAt, slowFactor } from '../response-time.ts';
import type { SampleService } from '../service-process.ts';
import type { Random } from './random.ts';
import type { Trouble } from './troubles.ts';

interface ProbeEvidence {
  readonly well: CheckDetail;
  readonly broken: CheckDetail;
}

export async function gatherProbeEvidence(
  probe: DemoProbe,
  monitor: ProbedMonitor,
  { service, clock }: { readonly service: SampleService; readonly clock: Clock },
): Promise<ProbeEvidence> {
  const check = async (one: ProbedMonitor): Promise<CheckDetail> => ({
    ...(await runProbe(one, { clock, signal: new AbortController().signal, allowsCommands: () => true })),
    // It was another one then.
    certificate: null,
  });
  const well = await check(monitor);
  if (probe.broken === null) return { well, broken: well };
  return { well, broken: await check({ ...monitor, ...probe.broken(service) } as ProbedMonitor) };
}

interface Found {
  readonly evidence: ProbeEvidence;
  readonly probe: DemoProbe;
  readonly random: Random;
  readonly nowMs: number;
}

export function probeCheckAt(
  at: number,
  trouble: Trouble | null,
  { evidence, probe, random, nowMs }: Found,
): CheckDetail {
  const isBroken = trouble !== null && trouble.fault !== null;
  const seen = isBroken ? evidence.broken : evidence.well;
  const figures = isBroken
    ? seen.figures
    : probe.figuresAt?.(seen.figures ?? {}, { atMs: at, agoMs: nowMs - at, random });
  const took = responseTimeAt(probe.pace, at, random) * (trouble !== null && !isBroken ? slowFactor : 1);
  const hasTime = seen.responseTime !== null;
  const responseTime = hasTime ? Math.round(took * 1_000) / 1_000 : null;
  const scale = hasTime ? took / Math.max(0.001, seen.responseTime) : 1;
  return {
    ...seen,
    at,
    responseTime,
    phases: seen.phases === null ? null : scaled(seen.phases, scale),
    ...(figures === undefined ? {} : { figures }),
  };
}

function scaled(phases: Phases, by: number): Phases {
  const one = (time: number | null): number | null => (time === null ? null : Math.round(time * by * 10) / 10);
  const { dns, connect, tls, firstByte, download } = phases;
  return {
    dns: one(dns),
    connect: one(connect),
    tls: one(tls),
    firstByte: one(firstByte),
    download: one(download),
  };
}
