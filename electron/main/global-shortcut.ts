/**
 * Opens the window by a key combination from any program. Off until the user sets one. The system gives a combination to
 * one program: where it is taken, the setting stays, and says so. On Wayland the desktop decides, by its portal or not at
 * all (https://www.electronjs.org/docs/latest/api/global-shortcut).
 */
import { globalShortcut, type CommandLine } from 'electron';
import type { PagePlace } from '../contract/page-address.ts';
import { refused } from '../contract/refusal.ts';
import { ok } from '../contract/result.ts';
import type { Shortcut } from '../contract/shortcut.ts';
import type { HostShortcut } from '../host/local-access.ts';
import type { DesktopMemory } from './desktop-memory.ts';

interface GlobalShortcutOptions {
  readonly memory: DesktopMemory;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly open: (place?: PagePlace) => void;
}

const portalFeature = 'GlobalShortcutsPortal';

/** Has to be called before the application is ready. Keeps features that the user has switched on: a switch has one value. */
export function usePortal(
  commandLine: Pick<CommandLine, 'getSwitchValue' | 'appendSwitch'>,
  env: GlobalShortcutOptions['env'],
): void {
  if (!isWayland(env)) return;
  const given = commandLine.getSwitchValue('enable-features');
  commandLine.appendSwitch('enable-features', given === '' ? portalFeature : `${given},${portalFeature}`);
}

function isWayland(env: GlobalShortcutOptions['env']): boolean {
  return env['XDG_SESSION_TYPE'] === 'wayland' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
}

export function createGlobalShortcut({ memory, env, open }: GlobalShortcutOptions): HostShortcut {
  let current: Shortcut = memory.read().shortcut;
  /** What the system has given to us. */
  let held: string | null = null;

  function take(keys: string | null): boolean {
    if (keys === held) return true;
    if (keys !== null && !register(keys, press)) return false;
    if (held !== null) globalShortcut.unregister(held);
    held = keys;
    return true;
  }

  function press(): void {
    open(current.opens === 'palette' ? { view: 'palette' } : undefined);
  }

  take(current.keys);
  return {
    read: () => ({ ...current, isTaken: held !== current.keys, isUpToDesktop: isWayland(env) }),
    set(wanted) {
      if (!take(wanted.keys)) return refused('shortcut-taken');
      current = wanted;
      memory.keep({ shortcut: wanted });
      return ok(null);
    },
  };
}

function register(keys: string, press: () => void): boolean {
  try {
    return globalShortcut.register(keys, press);
  } catch {
    return false; // not a combination that this Electron knows
  }
}
