/**
 * Where the focus goes when its control vanishes, is moved or is disabled: a deleted row, a dismissed banner, a button
 * that its action replaces. The browser leaves it on the page as a whole, from where a keyboard starts again at the top.
 * Here it goes to the control that closed what held it, else to the one that takes its place or is nearest in the same
 * part of the window, else back to where it came from; in another view it begins at its top. Whoever clicks beside all
 * controls keeps the focus on nothing.
 */
const focusable =
  ':is(button, input, select, textarea, a[href], summary, [tabindex]):not(:disabled, [tabindex="-1"], .menu *)';
/** Beyond these, the nearest control has nothing to do with the one that vanished. */
const parts = 'main, nav, aside, dialog, [role="status"]';
/** What holds a view, and what holds that with the banners above it. */
const frames = '#main, main';
/** How many controls are remembered as those where the focus was before. */
const mostEarlier = 8;
const letGoMs = 50;
const expanded = 'aria-expanded';

/** The place from which an element was taken. */
interface Gap {
  readonly parent: Element;
  readonly before: Node | null;
  readonly after: Node | null;
  /** Of the control, among those that were removed with it. */
  readonly index: number;
  /** The class of what was removed. */
  readonly look: string;
}

const isUsable = (element: HTMLElement): boolean =>
  element.isConnected && element.matches(focusable) && element.checkVisibility();

const isControl = (node: Node): node is HTMLElement => node instanceof HTMLElement && isUsable(node);

const controlsIn = (root: Element): readonly HTMLElement[] =>
  Array.from(root.querySelectorAll<HTMLElement>(focusable)).filter(isUsable);

const isBehind = (node: Node, other: Node): boolean =>
  !other.contains(node) && (other.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

/** The control that is now where the gap was. */
function inPlaceOf({ parent, before, after, index, look }: Gap): HTMLElement | null {
  const next = after ?? before?.nextSibling ?? null;
  const row = next instanceof Element && next.isConnected ? controlsIn(next) : [];
  // The view itself was replaced.
  if (parent.matches(frames) && !(next instanceof Element && next.className === look)) return null;
  const same = row[Math.min(index, row.length - 1)];
  if (same !== undefined && parent.contains(same)) return same;
  const mark = before?.isConnected === true ? before : null;
  for (let root: Element | null = parent; root !== null; root = root.parentElement) {
    const all = controlsIn(root);
    const found = all.find((one) => mark === null || isBehind(one, mark)) ?? all.at(-1);
    if (found !== undefined) return found;
    if (root.matches(parts)) return null;
  }
  return null;
}

function gapOf(lost: Element, { target, removedNodes, previousSibling, nextSibling }: MutationRecord): Gap | null {
  const removed = Array.from(removedNodes).find((node) => node.contains(lost));
  if (!(removed instanceof Element) || !(target instanceof Element)) return null;
  const index = Array.from(removed.querySelectorAll(focusable)).indexOf(lost);
  const { className: look } = removed;
  return { parent: target, before: previousSibling, after: nextSibling, index: Math.max(0, index), look };
}

function closedBy({ target, attributeName }: MutationRecord): HTMLElement | null {
  return attributeName === expanded && isControl(target) && target.getAttribute(expanded) === 'false' ? target : null;
}

/** @returns what ends it. */
export function keepFocus(page: Document): () => void {
  let current: HTMLElement | null = null;
  let earlier: readonly HTMLElement[] = [];
  const isLost = (): boolean => page.activeElement === null || page.activeElement === page.body;

  function take({ target }: Event): void {
    if (!(target instanceof HTMLElement) || target === current) return;
    if (current !== null) earlier = [current, ...earlier.filter((one) => one !== target)].slice(0, mostEarlier);
    current = target;
  }

  /** A control that is still there lost the focus by somebody's choice, if no other has it. */
  function drop({ relatedTarget }: FocusEvent): void {
    if (relatedTarget !== null) return;
    const left = current;
    queueMicrotask(() => {
      if (left === current && left?.isConnected === true && !left.matches(':disabled') && isLost()) current = null;
    });
  }

  function restore(records: readonly MutationRecord[]): void {
    const lost = current;
    // The browser lets go of a control a moment after it was disabled.
    if (records.some(({ target, attributeName }) => target === lost && attributeName === 'disabled')) {
      setTimeout(restore, letGoMs, []);
    }
    if (lost === null || !isLost()) return;
    if (isUsable(lost)) {
      // Where it is now need not be in sight.
      lost.focus({ preventScroll: true });
      return;
    }
    // It is the same control afterwards.
    if (lost.isConnected && lost.getAttribute('aria-busy') === 'true') return;
    const gap = lost.isConnected
      ? { parent: lost.parentElement ?? page.body, before: lost, after: null, index: 0, look: '' }
      : records.map((record) => gapOf(lost, record)).findLast((found) => found?.parent.isConnected);
    const isView = gap?.parent.matches(frames) === true;
    const target =
      records.map(closedBy).find((found) => found !== null) ??
      (gap ? inPlaceOf(gap) : null) ??
      (isView ? null : earlier.find(isUsable)) ??
      page.getElementById('main');
    target?.focus();
  }

  const observer = new MutationObserver(restore);
  observer.observe(page.body, { childList: true, subtree: true, attributeFilter: ['disabled', expanded] });
  page.addEventListener('focusin', take);
  page.addEventListener('focusout', drop);
  return () => {
    observer.disconnect();
    page.removeEventListener('focusin', take);
    page.removeEventListener('focusout', drop);
  };
}
