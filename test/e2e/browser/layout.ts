/** What does not fit into the window: cut off, beside its cell, above its neighbour, or out to the side. */
import type { JSHandle } from 'playwright/test';
import type { Room, Sight } from './in-sight.ts';

/** A line of words on the page. */
interface Line extends Room {
  readonly owner: Element;
}

/** Of the dialog that is open, else of the whole window. */
export async function layoutFaults(sight: JSHandle<Sight>): Promise<readonly string[]> {
  const lines = await sight.evaluateHandle(linesOf);
  return [...(await sight.evaluate(cutOff, lines)), ...(await sight.evaluate(overlapping, lines))];
}

function linesOf(): readonly Line[] {
  const scope = Array.from(document.querySelectorAll('dialog:modal')).at(-1) ?? document.body;
  const lines: Line[] = [];
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const owner = node.parentElement;
    if (owner === null || node.nodeValue?.trim() === '' || owner.closest('.visually-hidden') !== null) continue;
    if (!owner.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, top, right, bottom } of range.getClientRects())
      if (right - left >= 1 && bottom - top >= 1) lines.push({ owner, left, top, right, bottom });
  }
  return lines;
}

function cutOff({ roomIn, nameOf }: Sight, lines: readonly Line[]): readonly string[] {
  const scope = Array.from(document.querySelectorAll('dialog:modal')).at(-1) ?? document.body;
  const faults: string[] = [];
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
  if (scrollWidth > clientWidth || scrollHeight > clientHeight) faults.push('the window itself scrolls');

  const words = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();
  /** User's words may be of any length: they end in dots, and the title has them whole. */
  const isToldWhole = (owner: Element): boolean =>
    words(owner.textContent).endsWith(words(owner.closest('[title]')?.getAttribute('title')).slice(-20) || '\0');
  /** An icon or a dot stands for words that are kept for screen readers. */
  const isKept = (room: Room): boolean => room.right - room.left < 8;
  const isBeside = ({ left, right }: Room, room: Room): boolean => right > room.right + 1 || left < room.left - 1;
  /** Glyphs may be higher than their line. */
  const isBelow = ({ top, bottom }: Room, room: Room): boolean => bottom > room.bottom + 3 || top < room.top - 3;

  for (const line of lines) {
    const { owner } = line;
    const room = roomIn(owner, 'scrolled');
    if (isKept(room)) continue;
    const isCut = (isBeside(line, room) && !isToldWhole(owner)) || isBelow(line, room);
    if (isCut) faults.push(`is cut off: ${nameOf(owner)}`);
    const cell = owner.closest('td, th, .when');
    if (cell !== null && !isBeside(line, room) && isBeside(line, cell.getBoundingClientRect()))
      faults.push(`is beside its cell: ${nameOf(owner)}`);
  }
  for (const element of scope.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    const isControl = element.matches('button, input, select, textarea, time, [role="img"]') && box.width > 1;
    if (isControl && isBeside(box, roomIn(element.parentElement, 'scrolled')))
      faults.push(`is cut off: ${nameOf(element)}`);
    // A row of sections scrolls by design, and so does code.
    if (element.clientWidth === 0 || element.matches('pre, nav ul, input, textarea')) continue;
    const canScroll = /auto|scroll/.test(getComputedStyle(element).overflowX);
    if (canScroll && element.scrollWidth > element.clientWidth + 1) faults.push(`scrolls sideways: ${nameOf(element)}`);
  }
  return [...new Set(faults)];
}

function overlapping({ roomIn, nameOf }: Sight, lines: readonly Line[]): readonly string[] {
  const inSight = lines
    .map((line) => {
      const room = roomIn(line.owner, 'now');
      const [left, right] = [Math.max(line.left, room.left), Math.min(line.right, room.right)];
      const [top, bottom] = [Math.max(line.top, room.top), Math.min(line.bottom, room.bottom)];
      return { owner: line.owner, left, top, right, bottom };
    })
    .filter(({ left, top, right, bottom }) => right > left && bottom > top)
    .sort((a, b) => a.top - b.top);
  /** Something opaque lies between them, such as a sticky heading. */
  const isApart = (a: Element, b: Element, x: number, y: number): boolean => {
    const stack = document.elementsFromPoint(x, y);
    const places = [stack.indexOf(a), stack.indexOf(b)].sort((one, other) => one - other);
    const [upper = -1, lower = -1] = places;
    const between = stack.slice(upper, lower);
    return upper < 0 || between.some((element) => getComputedStyle(element).backgroundColor.startsWith('rgb('));
  };
  const faults: string[] = [];
  for (const [place, a] of inSight.entries())
    for (const b of inSight.slice(place + 1)) {
      if (b.top > a.bottom) break;
      const [left, right] = [Math.max(a.left, b.left), Math.min(a.right, b.right)];
      const [top, bottom] = [b.top, Math.min(a.bottom, b.bottom)];
      // Lines that follow each other closely touch.
      if (a.owner === b.owner || right - left < 1 || bottom - top < 5) continue;
      if (!isApart(a.owner, b.owner, (left + right) / 2, (top + bottom) / 2))
        faults.push(`overlaps: ${nameOf(a.owner)} and ${nameOf(b.owner)}`);
    }
  return faults;
}
