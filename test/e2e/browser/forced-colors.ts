/** What forced colours, which drop backgrounds and shadows, leave of what a view tells by them. */
import type { JSHandle, Page } from 'playwright/test';
import { seriousFaults } from '../axe.ts';
import type { Sight } from './in-sight.ts';

/** Boxes without words that are seen by their background or shadow alone. */
function paintedBoxes(): readonly Element[] {
  return Array.from(document.body.querySelectorAll('*')).filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    if (width < 3 || height < 3 || !element.checkVisibility()) return false;
    if (element.closest('svg, input, select, textarea, button') !== null) return false;
    if (element.textContent.trim() !== '' || element.querySelector('svg, input') !== null) return false;
    const { backgroundColor, backgroundImage, boxShadow } = getComputedStyle(element);
    return backgroundColor !== 'rgba(0, 0, 0, 0)' || backgroundImage !== 'none' || boxShadow !== 'none';
  });
}

function vanished({ groundIn, nameOf }: Sight, boxes: readonly Element[]): readonly string[] {
  return boxes
    .filter((box) => {
      const { backgroundImage, borderStyle, borderWidth } = getComputedStyle(box);
      const hasBorder = borderStyle !== 'none' && /[1-9]/.test(borderWidth);
      return !hasBorder && groundIn(box) === groundIn(box.parentElement) && backgroundImage === 'none';
    })
    .map((box) => `vanishes: ${nameOf(box)}`);
}

/** Where the chosen one of several looks as all the others do. */
function unmarked({ groundIn, nameOf }: Sight): readonly string[] {
  const isOn = (element: Element, name: string): boolean =>
    element instanceof HTMLInputElement ? element.checked : (element.getAttribute(name) ?? 'false') !== 'false';
  /** Of its own box, of those in it, and of the label that stands for a hidden one. */
  const lookOf = (element: Element): string => {
    const label = element instanceof HTMLInputElement ? element.nextElementSibling : null;
    return [element, ...element.querySelectorAll('*'), ...(label === null ? [] : [label])]
      .flatMap((part) => {
        const { color, borderColor, borderStyle, borderWidth, outline } = getComputedStyle(part);
        return [part.tagName, color, groundIn(part), borderColor, borderStyle, borderWidth, outline];
      })
      .join();
  };
  return ['aria-current', 'aria-selected', 'aria-pressed', 'aria-checked', 'checked'].flatMap((name) => {
    // What browsers draw has its tick.
    const all = Array.from(document.querySelectorAll(name === 'checked' ? 'input.visually-hidden' : `[${name}]`));
    return all
      .filter((element) => isOn(element, name) && element.checkVisibility())
      .filter((element) => {
        const alike = element.parentElement?.parentElement?.querySelectorAll(element.tagName) ?? [];
        const others = Array.from(alike).filter(
          (other) => other.getAttribute('role') === element.getAttribute('role') && !isOn(other, name),
        );
        return others.some((other) => lookOf(other) === lookOf(element));
      })
      .map((element) => `is marked by nothing (${name}): ${nameOf(element)}`);
  });
}

/** Of what base.css gives the colour of a selection: all other colours are the system's. */
async function contrastFaults(page: Page): Promise<readonly string[]> {
  const within = '[aria-current], [aria-selected="true"], [aria-pressed="true"], input[type="radio"]:checked + span';
  const isThere = (await page.locator(within).count()) > 0;
  return isThere ? seriousFaults(page, { rules: ['color-contrast'], within }) : [];
}

/** The page keeps its forced colours. */
export async function forcedColorsFaults(page: Page, sight: JSHandle<Sight>): Promise<readonly string[]> {
  const painted = await page.evaluateHandle(paintedBoxes);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  return [
    ...(await sight.evaluate(vanished, painted)),
    ...(await sight.evaluate(unmarked)),
    ...(await contrastFaults(page)),
  ];
}
