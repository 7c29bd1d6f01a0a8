/** Short messages at the edge of the window: what was done, and how to undo it. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Toast {
  readonly id: number;
  readonly tone: 'plain' | 'error';
  readonly message: string;
  readonly action: ToastAction | null;
}

export interface Toasts {
  readonly all: readonly Toast[];
  readonly say: (message: string, action?: ToastAction) => () => void;
  readonly warn: (message: string) => void;
  readonly close: (id: number) => void;
}

/** Long enough to read and to reach "Undo". */
export const toastMs = 8_000;

export function createToasts(): Toasts {
  let all = $state.raw<readonly Toast[]>([]);
  let lastId = 0;
  const close = (id: number): void => {
    all = all.filter((toast) => toast.id !== id);
  };
  const add = (toast: Omit<Toast, 'id'>): (() => void) => {
    const id = (lastId += 1);
    all = [...all.slice(-3), { ...toast, id }];
    const timer = setTimeout(() => close(id), toastMs);
    return () => {
      clearTimeout(timer);
      close(id);
    };
  };
  return {
    get all() {
      return all;
    },
    say: (message, action) => add({ tone: 'plain', message, action: action ?? null }),
    warn: (message) => void add({ tone: 'error', message, action: null }),
    close,
  };
}
