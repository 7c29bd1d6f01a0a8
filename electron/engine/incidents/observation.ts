/** One observation of one monitor: the step and its evidence. */
import type { CheckDetail } from '../../contract/model/state.ts';
import type { Step } from '../state/step.ts';
import type { NewPing } from '../store/ping-repository.ts';

export interface Observation {
  readonly step: Step;
  /** Null if only time has passed, or a job has started. */
  readonly check: CheckDetail | null;
  readonly ping: NewPing | null;
}
