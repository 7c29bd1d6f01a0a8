/** Key combinations that work in every program. */
import type * as Electron from 'electron';

class FakeGlobalShortcut implements Pick<Electron.GlobalShortcut, 'register' | 'unregister' | 'isRegistered'> {
  readonly #held = new Map<string, () => void>();
  /** What other programs have. */
  readonly taken = new Set<string>();

  register(accelerator: string, callback: () => void): boolean {
    if (!accelerator.includes('+')) throw new TypeError('conversion failure');
    if (this.taken.has(accelerator) || this.#held.has(accelerator)) return false;
    this.#held.set(accelerator, callback);
    return true;
  }
  unregister(accelerator: string): void {
    this.#held.delete(accelerator);
  }
  isRegistered(accelerator: string): boolean {
    return this.#held.has(accelerator);
  }
  /** Somebody presses it, in whatever program. */
  press(accelerator: string): void {
    this.#held.get(accelerator)?.();
  }
  reset(): void {
    this.#held.clear();
    this.taken.clear();
  }
}

export const globalShortcut = new FakeGlobalShortcut();
