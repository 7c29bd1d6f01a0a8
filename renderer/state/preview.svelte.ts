/**
 * Tests a draft while it is being edited. The user starts the first test (by leaving the URL field or pressing the
 * button); from then on each pause in typing runs another, so that results follow the assertions. Only safe methods are
 * repeated automatically: a POST is sent on request, never by typing.
 */
import type { Api } from '../../electron/contract/calls.ts';
import type { WordedCheckDetail } from '../../electron/contract/worded.ts';
import type { AppError } from '../../electron/contract/result.ts';
import { essenceOf } from './draft-essence.ts';
import { toInput, type MonitorDraft } from './monitor-draft.ts';

const settleMs = 700;

export interface Preview {
  readonly check: WordedCheckDetail | null;
  /** What keeps the draft from being tested. */
  readonly error: AppError | null;
  readonly isRunning: boolean;
  /** The draft is complete enough to test. */
  readonly canTry: boolean;
  /** The URL field was left: runs the first test, if testing is harmless. */
  readonly begin: () => void;
  /** Requested by the user. */
  readonly run: () => Promise<void>;
}

interface Trying {
  /** Null: such a draft cannot be probed. */
  readonly read: () => MonitorDraft | null;
  readonly canTry: (draft: MonitorDraft) => boolean;
  /** The test may be repeated with each change. */
  readonly isHarmless: (draft: MonitorDraft) => boolean;
}

/** Must be called during component initialization. `read` returns null for a draft that cannot be probed. */
export function createPreview(api: Api, { read, canTry, isHarmless }: Trying): Preview {
  let check = $state.raw<WordedCheckDetail | null>(null);
  let error = $state.raw<AppError | null>(null);
  let isRunning = $state(false);
  let isFollowing = $state(false);
  let tried = '';
  let latest = 0;

  const run = async (): Promise<void> => {
    const draft = read();
    if (draft === null) return;
    const mine = (latest += 1);
    tried = essenceOf(draft);
    isFollowing = true;
    isRunning = true;
    const answer = await api.monitors.preview(toInput(draft));
    if (mine !== latest) return;
    isRunning = false;
    error = answer.ok ? null : answer.error;
    if (answer.ok) check = answer.value;
  };
  $effect(() => {
    const draft = read();
    if (draft === null || !isFollowing || !isHarmless(draft) || essenceOf(draft) === tried) return;
    const timer = setTimeout(() => void run(), settleMs);
    return () => clearTimeout(timer);
  });

  return {
    get check() {
      return check;
    },
    get error() {
      return error;
    },
    get canTry() {
      const draft = read();
      return draft !== null && canTry(draft);
    },
    get isRunning() {
      return isRunning;
    },
    begin: () => {
      const draft = read();
      if (draft !== null && !isFollowing && isHarmless(draft)) void run();
    },
    run,
  };
}
