/** Short messages at the edge of the window: what was done, and how to undo it. */
import type { Result } from '../../electron/contract/result.ts';
import { errorMessage } from '../error-text.ts';
import { text } from '../text/text.ts';

interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** What a call that failed did not do. */
export type Undone = keyof typeof text.actions.notDone;

type Done<T> = Extract<Result<T>, { readonly ok: true }>;

interface Toast {
  readonly id: number;
  readonly tone: 'plain' | 'error';
  readonly message: string;
  readonly action: ToastAction | null;
  /** Once it is gone, for whatever reason. */
  readonly onend?: (() => void) | undefined;
}

export interface Toasts {
  readonly all: readonly Toast[];
  /** @returns what ends it. */
  readonly say: (message: string, action?: ToastAction, onend?: () => void) => () => void;
  readonly warn: (message: string) => void;
  /**
   * @returns whether a call succeeded: if it did not, it says why.
   * @param name of what the call was about.
   */
  readonly check: <T>(answer: Result<T>, name?: string, undone?: Undone) => answer is Done<T>;
  readonly close: (id: number) => void;
  /** Carries out the action of a message, by default of the latest that has one. @returns whether there was one. */
  readonly act: (toast?: Toast) => boolean;
}

/** Long enough to read and to reach "Undo". */
export const toastMs = 8_000;
/** Of those without an action: what can be undone stays for its time. */
const mostAtOnce = 4;

interface ToastOptions {
  readonly delay: (task: () => void, ms: number) => () => void;
  /** Somebody is at them: one whose time is over then gets it again. */
  readonly isHeld: () => boolean;
}

export function createToasts({ delay, isHeld }: ToastOptions): Toasts {
  let all = $state.raw<readonly Toast[]>([]);
  let lastId = 0;
  const close = (id: number): void => {
    const toast = all.find((one) => one.id === id);
    all = all.filter((one) => one !== toast);
    toast?.onend?.();
  };
  const wait = (id: number): void => void delay(() => (isHeld() ? wait(id) : close(id)), toastMs);
  const add = (toast: Omit<Toast, 'id'>): (() => void) => {
    const id = (lastId += 1);
    all = [...all, { ...toast, id }];
    wait(id);
    for (const { id: oldest } of all.filter(({ action }) => action === null).slice(0, -mostAtOnce)) close(oldest);
    return () => close(id);
  };
  const warn: Toasts['warn'] = (message) => void add({ tone: 'error', message, action: null });
  return {
    get all() {
      return all;
    },
    say: (message, action, onend) => add({ tone: 'plain', message, action: action ?? null, onend }),
    warn,
    check<T>(answer: Result<T>, name?: string, undone: Undone = 'change'): answer is Done<T> {
      if (answer.ok) return true;
      const reason = errorMessage(answer.error);
      warn(name === undefined ? reason : text.actions.failed(name, undone, reason));
      return false;
    },
    close,
    act: (toast = all.findLast(({ action }) => action !== null)) => {
      toast?.action?.run();
      if (toast !== undefined) close(toast.id);
      return toast !== undefined;
    },
  };
}
