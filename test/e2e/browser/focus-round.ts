/**
 * A round by Tab through what is shown: at each stop the focus is seen, in sight, under nothing else, and inside the
 * dialog that is open.
 */
import type { JSHandle, Page } from 'playwright/test';
import type { Sight } from './in-sight.ts';

interface Stop {
  readonly element: Element;
  /** Those that may show its focus, and how they look with it. */
  readonly parts: readonly Element[];
  readonly look: string;
}

interface Round {
  readonly visited: Set<Element>;
  last: Stop | null;
}

interface Finding {
  /** It has been there before. */
  readonly isAround: boolean;
  readonly faults: readonly string[];
}

/** Looks at the element with the focus, and whether the one before still looks as if it had it. */
function examine(round: JSHandle<Round>, sight: JSHandle<Sight>): Promise<Finding> {
  return round.evaluate((walk, { roomIn, nameOf }) => {
    const lookOf = (parts: readonly Element[]): string =>
      parts
        .flatMap((part) => [getComputedStyle(part), getComputedStyle(part, '::after')])
        .map(({ content, outline, borderColor, boxShadow, backgroundColor }) =>
          [content, outline, borderColor, boxShadow, backgroundColor].join(),
        )
        .join(';');
    const focused = document.activeElement;
    const { last } = walk;
    // A field of several parts is several stops.
    if (focused !== null && focused === last?.element) return { isAround: false, faults: [] };
    const faults: string[] = [];
    if (last?.element.isConnected === true && lookOf(last.parts) === last.look)
      faults.push(`shows no focus: ${nameOf(last.element)}`);
    walk.last = null;
    if (focused === null || focused === document.body) return { isAround: false, faults };
    if (walk.visited.has(focused)) return { isAround: true, faults };
    walk.visited.add(focused);

    const active = focused.getAttribute('aria-activedescendant');
    const shown =
      (focused.classList.contains('visually-hidden') ? focused.nextElementSibling : null) ??
      (active === null ? null : document.getElementById(active)) ??
      focused;
    const parts = [shown, focused];
    for (let outer = focused.parentElement; outer !== null && parts.length < 5; outer = outer.parentElement)
      parts.push(outer);
    walk.last = { element: focused, parts, look: lookOf(parts) };

    const dialog = Array.from(document.querySelectorAll('dialog:modal')).at(-1);
    if (dialog?.contains(focused) === false) faults.push(`is behind the dialog: ${nameOf(focused)}`);

    const isLayer = shown.matches('dialog') || getComputedStyle(shown).position === 'fixed';
    const room = roomIn(isLayer ? null : shown.parentElement, 'now');
    const box = shown.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, room.left), Math.min(box.right, room.right)];
    const [top, bottom] = [Math.max(box.top, room.top), Math.min(box.bottom, room.bottom)];
    // What is higher than half of the room does not always fit between a sticky heading and sticky buttons. Of a text of
    // several lines browsers scroll the one with the caret into view.
    const isHigh = box.height > (room.bottom - room.top) / 2 || focused.matches('textarea');
    const leastWidth = Math.min(box.width, room.right - room.left) - 1;
    const leastHeight = (isHigh ? 0.5 : 1) * Math.min(box.height, room.bottom - room.top) - 1;
    if (right - left < leastWidth || bottom - top < leastHeight) faults.push(`is out of sight: ${nameOf(focused)}`);

    const inset = 4;
    const points = [
      [(left + right) / 2, (top + bottom) / 2],
      [left + inset, top + inset],
      [right - inset, top + inset],
      [left + inset, bottom - inset],
      [right - inset, bottom - inset],
    ] as const;
    const covers = points.flatMap(([x, y]) => {
      const upper = document.elementFromPoint(x, y);
      if (upper === null || upper.contains(shown) || shown.contains(upper) || focused.contains(upper)) return [];
      const isLabel = upper.closest('label')?.contains(focused) === true;
      // A second way for the mouse is part of the row that it is in.
      return isLabel || upper.closest('button[aria-hidden]') !== null ? [] : [nameOf(upper)];
    });
    // A small button in its corner leaves the rest of it to be seen.
    if (covers.length > (isHigh ? 2 : 1)) faults.push(`is covered: ${nameOf(focused)} by ${covers[0] ?? ''}`);
    return { isAround: false, faults };
  }, sight);
}

/**
 * From where the focus is, until it comes to a place for the second time.
 * @param most the stops after which it ends anyway.
 */
export async function focusFaults(page: Page, sight: JSHandle<Sight>, most: number): Promise<readonly string[]> {
  const round = await page.evaluateHandle((): Round => ({ visited: new Set(), last: null }));
  const faults: string[] = [];
  for (let stop = 0; stop < most; stop += 1) {
    await page.keyboard.press('Tab');
    const found = await examine(round, sight);
    faults.push(...found.faults);
    if (found.isAround) break;
  }
  return faults;
}
