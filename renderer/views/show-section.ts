/**
 * Scrolls to the section with this heading as soon as the view has rendered it, moves the focus there, and keeps it in
 * place while what is above it still loads. Whoever scrolls, points or types meanwhile decides.
 */
const framesToHold = 120;
const takingOver = ['wheel', 'touchstart', 'pointerdown', 'keydown', 'input'] as const;

export function showSection(title: string): void {
  const takenOver = new AbortController();
  /** Once: what takes the focus afterwards keeps it. */
  let focused: HTMLElement | undefined;

  function hold(framesLeft: number): void {
    requestAnimationFrame(() => {
      if (takenOver.signal.aborted) return;
      const heading = [...document.querySelectorAll<HTMLElement>('#main h2')].find((one) => one.textContent === title);
      // A filter may have hidden it.
      heading?.closest('section')?.removeAttribute('hidden');
      heading?.scrollIntoView({ block: 'start' });
      if (heading !== undefined && heading !== focused) {
        focused = heading;
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
      if (framesLeft > 0) hold(framesLeft - 1);
      else takenOver.abort();
    });
  }

  // Not before the next frame: the key that chose the section is still on its way.
  requestAnimationFrame(() => {
    for (const event of takingOver) {
      addEventListener(event, () => takenOver.abort(), { passive: true, signal: takenOver.signal });
    }
    hold(framesToHold);
  });
}
