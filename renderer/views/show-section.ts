/**
 * Scrolls to the section with this heading as soon as the view has rendered it, and keeps it there while what is above it
 * still loads. Whoever scrolls, points or types meanwhile decides.
 */
const framesToHold = 120;
const takingOver = ['wheel', 'touchstart', 'pointerdown', 'keydown', 'input'] as const;

export function showSection(title: string): void {
  const takenOver = new AbortController();
  // Not before the next frame: the key that chose the section is still on its way.
  requestAnimationFrame(() => {
    for (const event of takingOver) {
      addEventListener(event, () => takenOver.abort(), { passive: true, signal: takenOver.signal });
    }
    holdSection(title, framesToHold, takenOver);
  });
}

function holdSection(title: string, framesLeft: number, takenOver: AbortController): void {
  requestAnimationFrame(() => {
    if (takenOver.signal.aborted) return;
    const heading = [...document.querySelectorAll<HTMLElement>('#main h2')].find((one) => one.textContent === title);
    // A filter may have hidden it.
    heading?.closest('section')?.removeAttribute('hidden');
    heading?.scrollIntoView({ block: 'start' });
    if (framesLeft > 0) holdSection(title, framesLeft - 1, takenOver);
    else takenOver.abort();
  });
}
