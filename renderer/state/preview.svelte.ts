/**
 * Tries a draft while it is edited. The first try is asked for by the reader (the URL was left, or the button was
 * pressed); from then on each pause in typing tries again, so that ticks and crosses follow the assertions. Only
 * reading requests are repeated by themselves: a POST is sent when asked for, never by typing.
 */
import type { Api } from '../../electron/contract/calls.ts';
import type { WordedCheckDetail } from '../../electron/contract/worded.ts';
import type { AppError } from '../../electron/contract/result.ts';
import { toInput, type MonitorDraft } from './monitor-draft.ts';

const settleMs = 700;

export interface Preview {
  readonly check: WordedCheckDetail | null;
  /** What keeps the draft from being tried. */
  readonly error: AppError | null;
  readonly isRunning: boolean;
  /** There is something to be tried. */
  readonly canTry: boolean;
  /** The URL was left: the first try, where trying does no harm. */
  readonly begin: () => void;
  /** Asked for by hand. */
  readonly run: () => Promise<void>;
}

export interface Trying {
  /** Null: such a draft cannot be probed. */
  readonly read: () => MonitorDraft | null;
  readonly canTry: (draft: MonitorDraft) => boolean;
  /** It may be tried again with each change. */
  readonly isHarmless: (draft: MonitorDraft) => boolean;
}

/** What an answer depends on; the rest of the form may change without a new try. */
function essenceOf(draft: MonitorDraft): string {
  const { name: _name, tags: _tags, notes: _notes, severity: _severity, ...rest } = draft;
  return JSON.stringify(rest);
}

/** To be made while a component is set up. `read` answers null for a draft that cannot be probed. */
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
