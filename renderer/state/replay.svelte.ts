/** What the draft of a stored monitor would have made of its stored checks: asked for a moment after each change. */
import type { Api } from '../../electron/contract/calls.ts';
import type { Replay } from '../../electron/contract/model/replay.ts';
import { essenceOf } from './draft-essence.ts';
import { toInput, type MonitorDraft } from './monitor-draft.ts';

const settleMs = 700;

export interface Replaying {
  /** Null: nothing that matters has changed, or it cannot be told. */
  readonly found: Replay | null;
}

/** Must be called during component initialization. @param read null: there is nothing to replay. */
export function createReplay(api: Pick<Api, 'monitors'>, read: () => MonitorDraft | null): Replaying {
  let found = $state.raw<Replay | null>(null);
  let latest = 0;
  const first = read();
  let asked = first === null ? '' : essenceOf(first);
  const untouched = asked;

  const run = async (draft: MonitorDraft): Promise<void> => {
    const mine = (latest += 1);
    const answer = await api.monitors.replay(toInput(draft));
    // A draft that is not valid says so where it is saved.
    if (mine === latest) found = answer.ok ? answer.value : null;
  };
  $effect(() => {
    const draft = read();
    if (draft === null) return;
    const essence = essenceOf(draft);
    if (essence === asked) return;
    const timer = setTimeout(() => {
      asked = essence;
      if (essence !== untouched) {
        void run(draft);
        return;
      }
      latest += 1;
      found = null;
    }, settleMs);
    return () => clearTimeout(timer);
  });
  return {
    get found() {
      return found;
    },
  };
}
