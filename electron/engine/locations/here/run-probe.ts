/** The probe of a monitor's kind. One that throws is a bug of ours, which is logged and makes an inconclusive check. */
import type { CheckDetail } from '../../../contract/model/state.ts';
import type { ProbedKind, ProbedMonitor } from '../../../contract/monitors/registry.ts';
import type { ProbeEnvironment, ProbeFn } from '../../kinds/kind.ts';
import { probedRoom, type ProbeRegistry } from '../../kinds/registry.ts';

/** Never rejects. @param probes in place of those of the kinds' rooms. */
export async function runProbe(
  monitor: ProbedMonitor,
  environment: ProbeEnvironment,
  probes: ProbeRegistry = {},
): Promise<CheckDetail> {
  const at = environment.clock.now();
  const instead: { readonly [K in ProbedKind]?: unknown } = probes;
  const probe = (instead[monitor.kind] ?? probedRoom(monitor).probe) as ProbeFn<ProbedMonitor>;
  try {
    return await probe(monitor, environment);
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
