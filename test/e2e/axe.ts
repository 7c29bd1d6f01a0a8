/** What axe finds on a page. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';

interface AxeOptions {
  /** All by default. */
  readonly rules?: readonly string[];
  /** A selector of what is looked at; it must be there. Everything by default. */
  readonly within?: string;
  /** A selector of what is not looked at. */
  readonly except?: string;
}

/** Serious findings, each with its elements. */
export async function seriousFaults(
  page: Page,
  { rules, within, except }: AxeOptions = {},
): Promise<readonly string[]> {
  // Reading its half a megabyte again takes as long as a look does.
  const isThere = await page.evaluate(() => 'axe' in window);
  // There are no frames to look into, so axe needs no page of its own.
  const axe = new AxeBuilder({ page, ...(isThere ? { axeSource: 'null' } : {}) }).setLegacyMode();
  // Describing what is as it should be would take longer than finding what is not.
  axe.options({ resultTypes: ['violations'] });
  if (rules !== undefined) axe.withRules([...rules]);
  if (within !== undefined) axe.include(within);
  if (except !== undefined) axe.exclude(except);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    );
}
