import { expect, it } from 'vitest';
import {
  openJournal,
  type Journal,
  type JournalWrite,
  type WriteKind,
} from '../../../electron/engine/recording/journal.ts';

/** Writes of 900 bytes each, so that ten of them fit into 10,000 with what the journal adds. */
const journalOf10 = (): Journal => openJournal(10_000);

function write(kind: WriteKind, more: Partial<JournalWrite> = {}): JournalWrite {
  return { kind, bytes: 900, apply: () => undefined, ...more };
}

function all(journal: Journal): readonly JournalWrite[] {
  return journal.oldest(Infinity).flat();
}

it('returns transactions in order, as many as are asked for but one at least', () => {
  const journal = journalOf10();
  const [a, b, c] = [[write('state'), write('state')], [write('check')], [write('ping')]];
  for (const each of [a, b, c]) journal.add(each);
  expect(journal.oldest(0)).toEqual([a]);
  expect(journal.oldest(3)).toEqual([a, b]);
  journal.shift(2);
  expect(journal.oldest(9)).toEqual([c]);
  journal.shift(1);
  expect(journal.isEmpty()).toBe(true);
});

it('ignores an empty transaction', () => {
  const journal = journalOf10();
  journal.add([]);
  expect(journal.isEmpty()).toBe(true);
});

it('keeps only the newest of writes that replace each other', () => {
  const journal = journalOf10();
  const [first, second] = [write('state', { key: 'a' }), write('state', { key: 'a' })];
  journal.add([first, write('ping')]);
  journal.add([second]);
  expect(all(journal)).toHaveLength(2);
  expect(all(journal)).toContain(second);
});

it('drops the oldest plain checks first, then evidence, then pings, and never a change of state', () => {
  const journal = journalOf10();
  const states = Array.from({ length: 6 }, () => write('state'));
  journal.add([write('ping'), write('evidence'), write('check')]);
  const newer = write('check');
  for (const state of states) journal.add([state]);
  expect(journal.takeDropped()).toEqual({ check: 0, evidence: 0, ping: 0 });
  journal.add([newer, write('check')]);
  expect(journal.takeDropped()).toEqual({ check: 2, evidence: 0, ping: 0 });
  for (let count = 0; count < 12; count += 1) journal.add([write('state')]);
  expect(journal.takeDropped()).toEqual({ check: 1, evidence: 1, ping: 1 });
  expect(all(journal)).toHaveLength(18);
});

it('forgets what it has counted as dropped once it was taken', () => {
  const journal = journalOf10();
  for (let count = 0; count < 20; count += 1) journal.add([write('check')]);
  const { check } = journal.takeDropped();
  expect(check).toBeGreaterThanOrEqual(10);
  expect(all(journal)).toHaveLength(20 - check);
  expect(journal.takeDropped().check).toBe(0);
});
