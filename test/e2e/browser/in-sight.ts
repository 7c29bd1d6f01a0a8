/** How much of the window is left to something by what holds it. */
import type { JSHandle, Page } from 'playwright/test';

export interface Room {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Sight {
  /**
   * For the contents of an element.
   * @param when `now`: as everything is scrolled; `scrolled`: what they may be scrolled to.
   */
  readonly roomIn: (element: Element | null, when: 'now' | 'scrolled') => Room;
  /** The colour behind the contents of an element, however faint. */
  readonly groundIn: (element: Element | null) => string;
  /** As many words as it takes to find it. */
  readonly nameOf: (element: Element) => string;
}

export function openSight(page: Page): Promise<JSHandle<Sight>> {
  return page.evaluateHandle((): Sight => {
    const isLayer = (element: Element): boolean =>
      element.matches('dialog, [popover]') || getComputedStyle(element).position === 'fixed';
    /** Of a layer: nothing outside it cuts it. */
    const holdersOf = (element: Element | null): readonly Element[] => {
      if (element === null || element === document.documentElement) return [];
      return isLayer(element) ? [element] : [element, ...holdersOf(element.parentElement)];
    };
    const groundIn = (element: Element | null): string => {
      const colour = element === null ? 'rgb(255, 255, 255)' : getComputedStyle(element).backgroundColor;
      const [red, green, blue, opacity = '1'] = colour.match(/[\d.]+/g) ?? [];
      return opacity === '0' && element !== null ? groundIn(element.parentElement) : [red, green, blue].join();
    };
    return {
      groundIn,
      roomIn(element, when) {
        const isNow = when === 'now';
        const far = 1e6;
        const room = isNow
          ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
          : { left: -far, top: -far, right: far, bottom: far };
        let [canX, canY] = [true, true];
        for (const holder of holdersOf(element)) {
          const { overflowX, overflowY } = getComputedStyle(holder);
          const box = holder.getBoundingClientRect();
          const isScrolled = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';
          if (!isNow && isScrolled(overflowX) && holder.scrollWidth > holder.clientWidth) canX = false;
          if (!isNow && isScrolled(overflowY)) canY = false;
          if (canX && overflowX !== 'visible') {
            room.left = Math.max(room.left, box.left);
            room.right = Math.min(room.right, box.right);
          }
          if (canY && overflowY !== 'visible') {
            room.top = Math.max(room.top, box.top);
            room.bottom = Math.min(room.bottom, box.bottom);
          }
        }
        return room;
      },
      nameOf: (element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 160),
    };
  });
}
