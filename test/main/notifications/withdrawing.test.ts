import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../../electron/contract/events.ts';
import type { Overview } from '../../../electron/contract/model/state.ts';
import { ok } from '../../../electron/contract/result.ts';
import type { ShownNotification } from '../../../electron/main/notifications/shown-notifications.ts';
import { isOver, withdrawEnded } from '../../../electron/main/notifications/withdrawing.ts';
import { monitor, overview } from '../tray/overviews.ts';

type Event = NonNullable<ShownNotification['alert']>['event'];

function about(monitorId: string | null, event: Event | null, incidentId: number | null = null): ShownNotification {
  const tag = `${String(monitorId)}:${String(event)}`;
  return { tag, monitorId, alert: event === null ? null : { event, incidentId }, number: 1 };
}

describe('a notification is over', () => {
  test.each([
    ['degraded', 'up', true],
    ['degraded', 'down', true],
    ['degraded', 'degraded', false],
    ['degraded', 'failing', false],
    ['down', 'down', false],
    ['down', 'up', false],
    ['down', 'paused', true],
    ['reminder', 'maintenance', true],
    ['recovered', 'paused', false],
    ['certificate', 'up', false],
  ] as const)('of the event %s when its monitor is %s: %s', (event, state, expected) => {
    expect(isOver(about('a', event), monitor('a', state))).toBe(expected);
  });

  test('when its monitor was deleted, whatever it says', () => {
    expect((['down', 'certificate', 'recovered'] as const).map((event) => isOver(about('a', event), null))).toEqual([
      true,
      true,
      true,
    ]);
  });
});

async function following(of: Overview, kept: readonly ShownNotification[]) {
  let shown = kept;
  let emit: (event: EngineEvent) => void = () => undefined;
  await withdrawEnded(
    {
      api: { overview: { get: async () => ok(of) } },
      on: (listener) => {
        emit = listener;
        return () => undefined;
      },
    },
    { withdraw: (isOverNow) => void (shown = shown.filter((one) => !isOverNow(one))) },
  );
  return { emit, tags: () => shown.map(({ tag }) => tag) };
}

test('what ended while Vigilmon was not running is withdrawn at the start', async () => {
  const { tags } = await following(overview('up', [monitor('a', 'up'), monitor('b', 'degraded')]), [
    about('a', 'degraded'),
    about('b', 'degraded'),
    about('gone', 'down', 3),
    about(null, null),
  ]);
  expect(tags()).toEqual(['b:degraded', 'null:null']);
});

test('the end of slowness withdraws it, and only that of its monitor', async () => {
  const { emit, tags } = await following(overview('degraded', [monitor('a', 'degraded'), monitor('b', 'degraded')]), [
    about('a', 'degraded'),
    about('b', 'degraded'),
  ]);
  emit({ type: 'monitor', monitor: monitor('a', 'up') });
  expect(tags()).toEqual(['b:degraded']);
  emit({ type: 'monitorRemoved', monitorId: 'b' });
  expect(tags()).toEqual([]);
});

test('an outage that was acknowledged elsewhere is withdrawn here', async () => {
  const { emit, tags } = await following(overview('down', [monitor('a', 'down'), monitor('b', 'down')]), [
    about('a', 'down', 12),
    about('b', 'reminder', 13),
  ]);
  const incident = {
    id: 12,
    monitorId: 'a',
    monitorName: 'a',
    severity: 'critical',
    startedAt: 1,
    detectedAt: 1,
    confirmedAt: 1,
    endedAt: null,
    failure: {
      code: 'prose',
      facts: { kind: 'network', text: 'no route' },
      kind: 'network',
      message: 'no route',
      reasons: ['no route'],
    },
    acknowledgedAt: null,
    note: '',
    causedBy: null,
    caused: 0,
  } as const;
  emit({ type: 'incident', incident });
  expect(tags()).toEqual(['a:down', 'b:reminder']);
  emit({ type: 'incident', incident: { ...incident, acknowledgedAt: 2 } });
  expect(tags()).toEqual(['b:reminder']);
});
