/** Every kind of probe by its name: one more kind is one more file and one more line here. */
import type { CheckDetail } from '../../contract/model/state.ts';
import { probeHttp } from './http/http-probe.ts';
import type { ProbeEnvironment, ProbedKind, ProbedMonitor, ProbeFn } from './probe.ts';

export type ProbeRegistry = { readonly [K in ProbedKind]: ProbeFn<Extract<ProbedMonitor, { kind: K }>> };

export const probes: ProbeRegistry = { http: probeHttp };

/** Never rejects: a probe that throws is a bug of ours, which is logged and makes an inconclusive check. */
export async function runProbe(
  monitor: ProbedMonitor,
  environment: ProbeEnvironment,
  registry: ProbeRegistry = probes,
): Promise<CheckDetail> {
  const at = environment.clock.now();
  try {
    return await registry[monitor.kind](monitor, environment);
  } catch (error) {
    environment.logger?.error('a probe threw', { monitor: monitor.id, error });
    return {
      at,
      verdict: 'inconclusive',
      responseTime: null,
      phases: null,
      failure: { code: 'probe-crashed', facts: {} },
      assertions: [],
      unhealthy: [],
      response: null,
      certificate: null,
    };
  }
}
