import { expect, test } from 'vitest';
import type { Evidence } from '../../../electron/contract/model/evidence.ts';
import type { JournalWrite } from '../../../electron/engine/recording/journal.ts';
import { journaledStore } from '../../../electron/engine/recording/journaled-store.ts';
import type { MemoryStore } from '../../../electron/engine/store/memory-store.ts';
import { addMonitor, midnight, openTestStore, passingCheck } from '../store/fixtures.ts';

const text = 'x'.repeat(1_000);

test.each<[name: string, evidence: Evidence]>([
  ['a text', { name: 'output', type: 'block', text }],
  ['a table', { name: 'healthLog', type: 'table', columns: ['at', 'output'], rows: [[midnight, text]] }],
])('%s that a check has found takes room in the journal', async (_name, evidence) => {
  const disk = await openTestStore();
  const { stream } = addMonitor(disk);
  const journal: JournalWrite[] = [];
  const { checks } = journaledStore({
    disk,
    memory: () => ({}) as MemoryStore,
    transaction: (body) => body(),
    journal: (write) => void journal.push(write),
  });
  const nothing = { assertions: [], unhealthy: [], response: null, certificate: null } as const;
  checks.append([{ stream, check: { ...passingCheck(midnight), ...nothing, evidence: [evidence] } }]);
  expect(journal[0]?.bytes).toBeGreaterThan(2 * text.length);
});
