import { expect, onTestFinished, test } from 'vitest';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { openStore } from '../../../electron/engine/store/database.ts';
import { fillWithIncidents } from '../../support/many-incidents.ts';
import { systemClock } from '../../../electron/host/system-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf } from '../../support/test-engine.ts';

test('all pages of incidents are exported, and what is due goes on between them', async () => {
  const directory = tempDirectory(onTestFinished);
  const ignore = (): void => undefined;
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const store = valueOf(await openStore({ forms: storedForms, directory, nowMs: Date.now(), logger }));
  fillWithIncidents(store, 1_200);
  store.close();
  const engine = await openTestEngine({ directory, clock: systemClock });
  onTestFinished(() => engine.stop());

  let turns = 0;
  const count = (): void => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  const { text } = valueOf(await engine.api.incidents.export({ format: 'json', from: 0, to: Date.now() }));
  clearImmediate(next);
  const ids = (JSON.parse(text) as readonly { readonly id: number }[]).map(({ id }) => id);
  expect(new Set(ids).size).toBe(1_200);
  expect(turns).toBeGreaterThanOrEqual(2);
});
