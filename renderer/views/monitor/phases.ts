/** The phases of a check, in order. */
import { phaseNames, type PhaseName, type Phases } from '../../../electron/contract/model/state.ts';

interface PhasePart {
  readonly name: PhaseName;
  /** Its start, from the start of the check. */
  readonly start: number;
  readonly length: number;
}

/** Phases follow each other; those not reached or not needed are left out. */
export function phaseParts(phases: Phases): readonly PhasePart[] {
  let start = 0;
  return phaseNames.flatMap((name) => {
    const length = phases[name];
    if (length === null) return [];
    const part = { name, start, length };
    start += length;
    return [part];
  });
}
