/** The entries of a menu, and where it opens. */
import type { IconName } from '../icons.ts';

export type MenuEntry =
  | {
      readonly type: 'item';
      readonly label: string;
      readonly icon?: IconName;
      /** If set: the entry has a check mark or none. */
      readonly isChecked?: boolean;
      readonly isDanger?: boolean;
      /** Shown at the right edge: an end, a count. */
      readonly note?: string | undefined;
      /** The key that does the same without the menu. */
      readonly key?: string | undefined;
      readonly onselect: () => void;
    }
  | { readonly type: 'heading'; readonly label: string }
  | { readonly type: 'line' };

/** What a menu is attached to: its trigger, or a position in the window. */
export type MenuAnchor = Element | Edges;

export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Box {
  readonly width: number;
  readonly height: number;
}

const margin = 8;
const gap = 4;

/** Below the trigger if there is room, else above; never beyond the window's edge. */
export function placeMenu(trigger: Edges, menu: Box, page: Box): { readonly left: number; readonly top: number } {
  const below = trigger.bottom + gap;
  const above = trigger.top - gap - menu.height;
  const fits = below + menu.height <= page.height - margin;
  const left = trigger.left + menu.width <= page.width - margin ? trigger.left : trigger.right - menu.width;
  return { left: Math.max(margin, left), top: fits || above < margin ? below : above };
}

/** An open menu stays as it was opened, except that what is loaded meanwhile is added at its end. */
export function withLater(offered: readonly MenuEntry[], now: readonly MenuEntry[]): readonly MenuEntry[] {
  const isSame = (a: MenuEntry, b: MenuEntry | undefined): boolean =>
    a.type === b?.type && (a.type === 'line' || b.type === 'line' || a.label === b.label);
  const isLonger = now.length > offered.length && offered.every((entry, at) => isSame(entry, now[at]));
  return isLonger ? [...offered, ...now.slice(offered.length)] : offered;
}
