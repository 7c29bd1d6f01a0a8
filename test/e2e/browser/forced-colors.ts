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

function vanished({ nameOf }: Sight, boxes: readonly Element[]): readonly string[] {
  const isClear = (colour: string): boolean => colour.endsWith(', 0)');
  const groundOf = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return isClear(backgroundColor) ? groundOf(element.parentElement) : backgroundColor;
  };
  return boxes
    .filter((box) => {
      const { backgroundColor, backgroundImage, borderStyle, borderWidth } = getComputedStyle(box);
      const hasBorder = borderStyle !== 'none' && /[1-9]/.test(borderWidth);
      const hasGround = !isClear(backgroundColor) && backgroundColor !== groundOf(box.parentElement);
      return !hasBorder && !hasGround && backgroundImage === 'none';
    })
    .map((box) => `vanishes: ${nameOf(box)}`);
}

/** Where the chosen one of several looks as all the others do. */
function unmarked({ nameOf }: Sight): readonly string[] {
  const isOn = (element: Element, name: string): boolean =>
    element instanceof HTMLInputElement ? element.checked : (element.getAttribute(name) ?? 'false') !== 'false';
  const lookOf = (element: Element): string => {
    const parts = [
      element,
      ...element.children,
      element instanceof HTMLInputElement ? element.nextElementSibling : null,
    ];
    return parts
      .flatMap((part) => {
        if (part === null) return [];
        const { color, backgroundColor, borderColor, borderWidth, outline } = getComputedStyle(part);
        return [color, backgroundColor, borderColor, borderWidth, outline, part.matches('svg') ? part.innerHTML : ''];
      })
      .join();
  };
  // A box that browsers draw shows its tick.
  const choices = 'input.visually-hidden, input[type="checkbox"]:not(:hover)';
  return ['aria-current', 'aria-selected', 'aria-pressed', 'aria-checked', 'checked'].flatMap((name) => {
    const all = Array.from(document.querySelectorAll(name === 'checked' ? choices : `[${name}]`)).filter(
      (element) => element.checkVisibility() && getComputedStyle(element).appearance !== 'auto',
    );
    return all
      .filter((element) => isOn(element, name))
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
