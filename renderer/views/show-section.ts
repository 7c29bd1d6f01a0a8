/** Scrolls to the section with this heading as soon as the view has rendered it. */
const framesToWait = 60;

export function showSection(title: string, framesLeft = framesToWait): void {
  requestAnimationFrame(() => {
    const headings = [...document.querySelectorAll<HTMLElement>('#main h2')];
    const heading = headings.find((one) => one.textContent === title);
    if (heading !== undefined) heading.scrollIntoView({ block: 'start', behavior: 'smooth' });
    else if (framesLeft > 0) showSection(title, framesLeft - 1);
  });
}
