import { join } from 'node:path';
import { expect } from 'playwright/test';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { openStore } from '../../../electron/engine/store/database.ts';
import { text } from '../../../renderer/text/text.ts';
import { test } from '../fixtures.ts';
import { IncidentsView } from '../pages/incidents-view.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { fillWithIncidents } from '../../support/many-incidents.ts';

test('ten thousand incidents are shown over time, filtered and paged', async ({ directory, launch, page }) => {
  const store = await openStore({
    forms: storedForms,
    directory: join(directory, 'data'),
    nowMs: Date.now(),
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  if (!store.ok) throw new Error(JSON.stringify(store.error));
  fillWithIncidents(store.value, 10_000);
  store.value.close();
  const host = await launch();
  await page.goto(host.pageUrl);
  const window = new VigilmonWindow(page);
  await window.goTo('incidents');
  const incidents = new IncidentsView(page);
  await expect(incidents.lanes).toHaveCount(5);
  await incidents.showTimeOf('90d');
  await expect(incidents.timeline).toContainText(text.timeline.drawn(2_000));
  await expect(incidents.ended.getByRole('listitem')).toHaveCount(50);
  await incidents.showOlder();
  await expect(incidents.ended.getByRole('listitem')).toHaveCount(100);

  await incidents.ofSeverity('Info');
  await expect(incidents.ended.getByText('Service 3', { exact: true }).first()).toBeVisible();
  await expect(incidents.ended.getByText('Service 4', { exact: true })).toHaveCount(0);
  await incidents.timeline.getByRole('button', { name: /^Show/ }).click();
  await incidents.track('Service 3').click();
  await expect(incidents.monitor).toHaveValue('service-3');
  await expect(incidents.ended.getByText('Service 7', { exact: true })).toHaveCount(0);
});
