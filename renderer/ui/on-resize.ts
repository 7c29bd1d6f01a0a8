/**
 * Told of an element's size before it is first painted, and whenever it changes. The browser has laid the page out by
 * then: who asks for a size while the page is being built makes it do so once more. All share one observer, since what one
 * of them changes in the page would otherwise come before the next one measures.
 */
import type { Attachment } from 'svelte/attachments';

const told = new Map<Element, Set<() => void>>();
const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) for (const tell of told.get(target) ?? []) tell();
});

export function onResize(tell: (element: HTMLElement) => void): Attachment<HTMLElement> {
  return (element) => {
    const all = told.get(element) ?? new Set();
    const mine = (): void => tell(element);
    told.set(element, all.add(mine));
    observer.observe(element);
    return () => {
      all.delete(mine);
      if (all.size > 0) return;
      told.delete(element);
      observer.unobserve(element);
    };
  };
}
