/** Whatever somebody enters and whatever a target says: a clear error or failure, of bounded size. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { monitorInput } from '../../../electron/contract/monitors/schema.ts';
import { recogniseAddress } from '../../../electron/contract/monitors/recognise.ts';
import {
  definitionOf,
  isProbedKind,
  monitorKinds,
  type MonitorKind,
} from '../../../electron/contract/monitors/registry.ts';
import { hasUnprintable } from '../../../electron/contract/plain-text.ts';
import type { WordedCheckDetail } from '../../../electron/contract/worded.ts';
import { normaliseMonitor } from '../../../electron/engine/monitors/normalise.ts';
import { checkFor } from '../../support/probed.ts';
import { hostileCases } from './hostile.ts';

const probedKinds = monitorKinds.filter(isProbedKind);
const longestMessage = 4_000;
const mostCharacters = 100_000;
/** Of targets one of which says 100 MB. */
const mostKeptBytes = 32 * 1_048_576;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is not garbage. */
async function keptBytes(): Promise<number> {
  // What ends with the check, such as pipes, is let go of in the turn after it.
  collect();
  await new Promise(setImmediate);
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Each text of a check that is shown: facts and what an assertion compared are worded first. */
const worded: ReadonlySet<string> = new Set(['facts', 'actual']);

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => (worded.has(name) ? [] : [name, ...textsIn(inside)]));
}

function expectBounded(check: WordedCheckDetail): void {
  expect(check.verdict).not.toBe('pass');
  const message = check.failure?.message ?? '';
  expect(message).not.toBe('');
  expect(message.length).toBeLessThan(longestMessage);
  const { response: _, ...shown } = check;
  expect(textsIn(shown).filter(hasUnprintable)).toEqual([]);
  expect(JSON.stringify(check).length).toBeLessThan(mostCharacters);
  expect(Object.values(check.figures ?? {}).every(Number.isFinite)).toBe(true);
}

describe.skipIf(process.platform === 'win32').each(probedKinds)('a target of kind %s that is hostile', (kind) => {
  test('has cases', () => {
    expect(hostileCases[kind].length).toBeGreaterThan(2);
  });

  // Once for all of them: a full collection takes longer than most of these checks.
  let before = 0;
  beforeAll(async () => {
    before = await keptBytes();
  });

  test.each(hostileCases[kind])('and says %s', async (_name, prepare) => {
    expectBounded(await checkFor(await prepare(), { allowsCommands: () => true }));
  });

  test('and nothing of what it says is kept', async () => {
    expect((await keptBytes()) - before).toBeLessThan(mostKeptBytes);
  });
});

const hostileValues: readonly unknown[] = [
  ...['', ' ', '\0', 'a\r\nb', '../../etc/passwd', '💥', '\ud800', '-', '--help', '$(reboot)', "'; DROP TABLE", '%00'],
  ...['a'.repeat(100_000), '9'.repeat(400), '[::', 'http://[::1', '١٢٣', '‮', 'constructor', '__proto__', '1e999'],
  ...[-1, 0, 0.5, 65_536, 1e308, Number.NaN, Number.POSITIVE_INFINITY, null, true, [], {}, [null], [[[]]], ['\0']],
  ...[{ constructor: 1 }, JSON.parse('{"__proto__":{"a":1}}') as unknown, [{ on: 'nothing' }], { hasSecret: true }],
];

/** Whether it was refused with problems, or taken. */
function entered(input: unknown): 'refused' | 'taken' {
  const parsed = monitorInput.safeParse(input);
  if (!parsed.success) {
    expect(parsed.error.issues.length).toBeGreaterThan(0);
    return 'refused';
  }
  const made = normaliseMonitor(parsed.data, {
    existing: null,
    takenIds: new Set(),
    source: 'hand',
    makeToken: () => 'x',
  });
  return made.ok ? 'taken' : 'refused';
}

describe.each(monitorKinds)('what is entered for kind %s', (kind: MonitorKind) => {
  test('is refused field by field or taken, whatever it is', () => {
    const outcomes = Object.keys(definitionOf(kind).fields).flatMap((field) =>
      hostileValues.map((value) => entered({ kind, [field]: value })),
    );
    expect(outcomes).toContain('refused');
  });

  test('as an address is recognised or not, whatever it is', () => {
    const addresses = hostileValues.filter((value) => typeof value === 'string');
    for (const typed of addresses) {
      for (const address of [typed, `${kind}:${typed}`, `${kind}://${typed}`, `${kind} ${typed}`]) {
        const found = recogniseAddress(address);
        if (found !== null) entered(found);
      }
    }
  });
});
