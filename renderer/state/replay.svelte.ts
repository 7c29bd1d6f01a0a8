/** What the draft of a stored monitor would have made of its stored checks: asked for a moment after each change. */
import type { Api } from '../../electron/contract/calls.ts';
import type { Replay } from '../../electron/contract/model/replay.ts';
import type { Result } from '../../electron/contract/result.ts';
import { essenceOf } from './draft-essence.ts';
import { toInput, type MonitorDraft } from './monitor-draft.ts';

const settleMs = 700;

export interface Replaying {
  /** Something that matters is not as it is stored. */
  readonly isChanged: boolean;
  /** About the draft as it was a moment ago; null: not yet. A draft that is not valid has an error. */
  readonly answer: Result<Replay | null> | null;
}

/** Must be called during component initialization. */
export function createReplay(api: Pick<Api, 'monitors'>, read: () => MonitorDraft): Replaying {
  let answer = $state.raw<Replaying['answer']>(null);
  let latest = 0;
  const untouched = essenceOf(read());
  const essence = $derived(essenceOf(read()));
  const isChanged = $derived(essence !== untouched);

  const run = async (): Promise<void> => {
    const mine = (latest += 1);
    const found = await api.monitors.replay(toInput(read()));
    if (mine === latest) answer = found;
  };
  $effect(() => {
    // Each other essence is asked for anew.
    if (essence !== untouched) {
      const timer = setTimeout(() => void run(), settleMs);
      return () => clearTimeout(timer);
    }
    latest += 1;
    answer = null;
    return;
  });
  return {
    get isChanged() {
      return isChanged;
    },
    get answer() {
      return answer;
    },
  };
}
