/** Monitors of any probed kind as a person writes them, and one check of each in real time. */
import type { MonitorInputOf, MonitorOf, ProbedKind } from '../../electron/contract/monitors/registry.ts';
import { monitorInput } from '../../electron/contract/monitors/schema.ts';
import type { WordedCheckDetail } from '../../electron/contract/worded.ts';
import type { ProbeEnvironment } from '../../electron/engine/kinds/kind.ts';
import { runProbe } from '../../electron/engine/locations/here/run-probe.ts';
import { normaliseMonitor } from '../../electron/engine/monitors/normalise.ts';
import { probeContext } from '../engine/kinds/http/rig.ts';
import { checkInEnglish } from './in-english.ts';
import { worded } from './worded.ts';

export type ProbedInput = MonitorInputOf<ProbedKind>;

function normalised(input: ProbedInput): ReturnType<typeof normaliseMonitor> {
  const parsed = monitorInput.parse(input);
  return normaliseMonitor(parsed, { existing: null, takenIds: new Set(), source: 'hand', makeToken: () => '' });
}

export function monitorFor<I extends ProbedInput>(input: I): MonitorOf<I['kind']> {
  const made = normalised(input);
  if (!made.ok) throw new Error('not a monitor', { cause: made });
  return made.value as unknown as MonitorOf<I['kind']>;
}

/** What is wrong with it, in English by field. */
export function mistakesIn(input: ProbedInput): Readonly<Record<string, string>> {
  const refused = worded(normalised(input));
  return refused.ok ? {} : (refused.error.fields ?? {});
}

export async function checkFor(
  input: ProbedInput,
  environment: Partial<ProbeEnvironment> = {},
): Promise<WordedCheckDetail> {
  return checkInEnglish(await runProbe(monitorFor(input), probeContext(environment)));
}
