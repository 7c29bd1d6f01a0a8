import { expect, test } from 'vitest';
import { openDirectory } from '../../../electron/engine/alert/directory.ts';
import { secretOpener } from '../../../electron/engine/secrets.ts';
import { fillRoster } from '../../../electron/engine/watch/fill-roster.ts';
import { openRoster } from '../../../electron/engine/watch/roster.ts';
import { addMonitor, midnight, newIncident, openTestStore, passingCheck } from '../store/fixtures.ts';

/** The monitors of these tests hold their secrets in clear. */
const asItIs = (text: string): Promise<string> => Promise.resolve(text);
const opener = secretOpener({ seal: asItIs, open: asItIs }, (error) => {
  throw error;
});

test('each monitor comes with its own past', async () => {
  const store = await openTestStore();
  const [quiet, down] = [addMonitor(store, 'quiet'), addMonitor(store, 'down')];
  const incident = store.incidents.open(newIncident(down, midnight));
  store.checks.append([{ key: quiet.key, check: passingCheck(midnight, 12) }]);
  const roster = openRoster(openDirectory([], []));
  await fillRoster(roster, store, opener);
  expect(roster.find('quiet')).toMatchObject({
    incident: null,
    lastCheckAt: midnight,
    recent: [{ at: midnight, verdict: 'pass', responseTime: 12 }],
  });
  expect(roster.find('down')).toMatchObject({ incident, lastCheckAt: null, recent: [] });
});

test('while many are read, others have their turns', async () => {
  const store = await openTestStore();
  store.transaction(() => {
    for (let index = 0; index < 120; index += 1) addMonitor(store, `monitor-${String(index)}`);
  });
  const roster = openRoster(openDirectory([], []));
  let isFilled = false;
  const sizes = new Set<number>();
  const look = (): void => {
    sizes.add(roster.all().length);
    if (!isFilled) setImmediate(look);
  };
  look();
  await fillRoster(roster, store, opener);
  isFilled = true;
  expect(roster.all()).toHaveLength(120);
  expect([...sizes].filter((size) => size > 0 && size < 120)).not.toEqual([]);
});
