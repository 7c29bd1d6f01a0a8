/**
 * The key combination that opens Vigilmon from any program, in Electron's words
 * (https://www.electronjs.org/docs/latest/api/accelerator): `Control+Alt+V`.
 */
export const shortcutTargets = ['window', 'palette'] as const;
export type ShortcutTarget = (typeof shortcutTargets)[number];

export interface Shortcut {
  /** Null: none. */
  readonly keys: string | null;
  readonly opens: ShortcutTarget;
}

/** Shift alone would take a letter from all other programs. */
const pattern =
  /^(?=Control|Alt|Shift\+Super|Super)(?:Control\+)?(?:Alt\+)?(?:Shift\+)?(?:Super\+)?(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Space|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete)$/;

export function isShortcut(keys: string): boolean {
  return pattern.test(keys);
}

/** The part of a page's event that says which keys are pressed. */
export interface PressedKeys {
  readonly key: string;
  /** The place of the key, whatever is printed on it. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/** Null: no combination that may be one, or not yet. */
export function shortcutOf({ key, code, ctrlKey, altKey, shiftKey, metaKey }: PressedKeys): string | null {
  const modifiers = [
    ctrlKey ? 'Control' : '',
    altKey ? 'Alt' : '',
    shiftKey ? 'Shift' : '',
    metaKey ? 'Super' : '',
  ].filter((name) => name !== '');
  const keys = [...modifiers, keyName(key, code)].join('+');
  return isShortcut(keys) ? keys : null;
}

/** By what is printed on it; with Alt or Shift that may be another sign than the key's own. */
function keyName(key: string, code: string): string {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  return code.replace(/^(?:Key|Digit|Arrow)/, '');
}
