import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Incident } from '../../../../electron/contract/model/history.ts';
import { createTempDirectory } from '../../../support/temp-directory.ts';
import { accepted, openRig, retry, type Rig } from './outbox-rig.ts';
import type { AlertRecord } from '../../../../electron/engine/store/outbox-repository.ts';

const day = 86_400_000;

type Step =
  | { readonly do: 'down'; readonly delay: number }
  | { readonly do: 'recover' }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'answer'; readonly accepts: boolean }
  | { readonly do: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('down' as const), delay: fc.constantFrom(0, 0, 60_000) }),
  fc.constant({ do: 'recover' as const }),
  fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1_000, 5_000, 30_000, 120_000, 3_600_000) }),
  fc.record({ do: fc.constant('answer' as const), accepts: fc.boolean() }),
  fc.constant({ do: 'restart' as const }),
);

async function walk(rig: Rig, steps: readonly Step[]): Promise<void> {
  const open: Incident[] = [];
  rig.outbox().start();
  for (const one of [...steps, { do: 'answer', accepts: true } as const]) {
    if (one.do === 'down') open.push(rig.goesDown({ delay: one.delay }));
    if (one.do === 'recover') endFirst(rig, open);
    if (one.do === 'pass') await rig.clock.advance(one.ms);
    if (one.do === 'answer') rig.answer('ops', [one.accepts ? accepted : retry]);
    if (one.do === 'restart') await rig.restart();
    await rig.wake();
  }
  while (open.length > 0) endFirst(rig, open);
  await rig.wake();
  await rig.clock.advance(day);
}

function endFirst(rig: Rig, open: Incident[]): void {
  const incident = open.shift();
  if (incident !== undefined) rig.recovers(incident);
}

/** What may have become of one outage's two alerts in the end. */
const ends = ['sent sent', 'merged sent', 'cancelled cancelled', 'cancelled none'];

it.each([0, 10_000])(
  'with a group wait of %d ms sends each outage and its recovery once, or both at once, or nothing, whatever happens in between',
  async (groupWait) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const directory = createTempDirectory();
        const rig = await openRig(directory.path, undefined, { groupWait });
        await walk(rig, steps);
        const alerts = rig.store().outbox.page({ limit: 500 }).items;
        const byOutage = Map.groupBy(alerts, ({ incidentId }) => incidentId);
        for (const pair of byOutage.values()) expect(ends).toContain(endOf(pair));
        const takenTwice = alerts.filter(({ attempts }) => attempts.filter((attempt) => attempt.accepted).length > 1);
        expect(takenTwice).toEqual([]);
        expect(rig.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
        await rig.close();
        directory.remove();
      }),
      { numRuns: 20 },
    );
  },
  30_000,
);

function endOf(pair: readonly AlertRecord[]): string {
  const status = (event: string): string => pair.find((alert) => alert.event === event)?.status ?? 'none';
  return `${status('down')} ${status('recovered')}`;
}
