/**
 * Commits observations together, each as if it had been committed before the next was made: each is made of its monitor
 * as the one before has left it. What begins or ends something is committed by itself, since more than rows follows from
 * it (alerts, causes of incidents), and is known before the next.
 */
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { Step } from '../state/step.ts';
import { commitObservation, type CommitContext, type Committed } from './commit.ts';
import type { Observation } from './observation.ts';

export interface PendingObservation {
  readonly entry: MonitorEntry;
  /**
   * Called inside the transaction, once more if that is tried again.
   * @param entry as it is after the observations before.
   * @returns null if there is nothing to record.
   */
  readonly observe: (entry: MonitorEntry) => Observation | null;
}

export interface CommittedObservation {
  readonly entry: MonitorEntry;
  readonly observation: Observation;
  readonly committed: Committed;
}

interface GroupContext extends CommitContext {
  /** What a step counts as. */
  readonly counted: (entry: MonitorEntry, step: Step) => Step;
}

interface CommittedGroup {
  /** How many of the first are done; at least one. */
  readonly done: number;
  readonly observations: readonly CommittedObservation[];
}

/** Inside the recorder's transaction. Changes nothing in memory. */
export function commitGroup(pending: readonly PendingObservation[], context: GroupContext): CommittedGroup {
  const after = new Map<MonitorEntry, MonitorEntry>();
  const observations: CommittedObservation[] = [];
  let done = 0;
  for (const { entry, observe } of pending) {
    const current = after.get(entry) ?? entry;
    const made = observe(current);
    if (made !== null) {
      const observation = { ...made, step: context.counted(current, made.step) };
      const isTurn = beginsOrEnds(observation.step);
      if (isTurn && done > 0) break;
      observations.push({ entry, observation, committed: commitObservation(current, observation, context) });
      if (isTurn) return { done: 1, observations };
      after.set(entry, { ...current, tracking: observation.step.next });
    }
    done += 1;
  }
  return { done, observations };
}

function beginsOrEnds({ span, incident, alert }: Step): boolean {
  return (span ?? incident ?? alert) !== null;
}
