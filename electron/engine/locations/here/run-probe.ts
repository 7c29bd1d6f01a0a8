/** Runs the probe of a monitor's kind. If it throws, that is a bug: it is logged, and the check is inconclusive. */
import type { CheckDetail } from '../../../contract/model/state.ts';
import type { ProbedKind, ProbedMonitor } from '../../../contract/monitors/registry.ts';
import type { ProbeEnvironment, ProbeFn } from '../../kinds/kind.ts';
import { probedRoom, type ProbeRegistry } from '../../kinds/registry.ts';

/** Never rejects. @param probes replace those of the kinds. */
export async function runProbe(
  monitor: ProbedMonitor,
  environment: ProbeEnvironment,
  probes: ProbeRegistry = {},
): Promise<CheckDetail> {
  const at = environment.clock.now();
  const replacements: { readonly [K in ProbedKind]?: unknown } = probes;
  const probe = (replacements[monitor.kind] ?? probedRoom(monitor).probe) as ProbeFn<ProbedMonitor>;
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
