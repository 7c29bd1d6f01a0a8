import { describe, expect, test } from 'vitest';
import type { AnnotationEvent } from '../../../electron/contract/model/annotation.ts';
import { addMonitor, dayMs, hourMs, midnight, openTestStore, testDirectory } from './fixtures.ts';

const edited: AnnotationEvent = { type: 'edited', fields: ['url'] };
const started: AnnotationEvent = { type: 'started', stoppedAt: null };
const everything = { from: 0, to: midnight + 9_999 * dayMs, limit: 10 };

describe('annotations', () => {
  test('of a monitor and of the program are kept, newest first', async () => {
    const directory = testDirectory();
    const store = await openTestStore(directory);
    const { key } = addMonitor(store);
    store.annotations.add(null, { at: midnight, event: started });
    store.annotations.add(key, { at: midnight + 1, event: edited });
    store.close();
    const again = await openTestStore(directory);
    expect(again.annotations.between(key, everything)).toEqual([
      { at: midnight + 1, event: edited },
      { at: midnight, event: started },
    ]);
  });

  test('of other monitors, and outside of the range, are left out', async () => {
    const store = await openTestStore();
    const { key } = addMonitor(store);
    const { key: other } = addMonitor(store, 'other');
    for (const at of [midnight, midnight + hourMs, midnight + 2 * hourMs])
      store.annotations.add(key, { at, event: edited });
    store.annotations.add(other, { at: midnight + hourMs, event: edited });
    const range = { from: midnight, to: midnight + 2 * hourMs, limit: 10 };
    expect(store.annotations.between(key, range).map(({ at }) => at)).toEqual([midnight + hourMs, midnight]);
    expect(store.annotations.between(key, { ...range, limit: 1 })).toHaveLength(1);
  });

  test('are deleted with their monitor; those of the program stay', async () => {
    const store = await openTestStore();
    const { key } = addMonitor(store);
    store.annotations.add(key, { at: midnight, event: edited });
    store.annotations.add(null, { at: midnight, event: started });
    store.monitors.delete(key);
    expect(store.annotations.between(key, everything).map(({ event }) => event)).toEqual([started]);
  });
});
