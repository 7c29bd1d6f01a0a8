import { describe, expect, onTestFinished, test } from 'vitest';
import type { EngineEvent } from '../../../electron/contract/events.ts';
import type { Overview } from '../../../electron/contract/model/state.ts';
import { ok } from '../../../electron/contract/result.ts';
import {
  openShownNotifications,
  type ShownNotification,
} from '../../../electron/main/notifications/shown-notifications.ts';
import { isOver, withdrawEnded } from '../../../electron/main/notifications/withdrawing.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { monitor, overview } from '../tray/overviews.ts';

type Event = NonNullable<ShownNotification['alert']>['event'];

function about(monitorId: string | null, event: Event | null, incidentId: number | null = null): ShownNotification {
  const tag = `${String(monitorId)}:${String(event)}`;
  return { tag, monitorId, alert: event === null ? null : { event, incidentId }, parts: [], number: 1 };
}

function group(...parts: ShownNotification['parts']): ShownNotification {
  return { ...about(null, null), tag: 'group', parts };
}

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 10, 22);
const endingIn = (days: number) => ({
  certificate: { endsAt: nowMs + days * dayMs, warnAt: nowMs + (days - 14) * dayMs },
});

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
    expect(isOver(about('a', event), monitor('a', state), { isPart: false, nowMs })).toBe(expected);
  });

  test.each([
    ['down', monitor('a', 'down', { openIncidentId: 3 }), false],
    ['down', monitor('a', 'up'), true],
    ['reminder', monitor('a', 'down', { openIncidentId: 4 }), true],
    ['flapping', monitor('a', 'up', { isFlapping: true }), false],
    ['flapping', monitor('a', 'up'), true],
    ['recovered', monitor('a', 'up'), false],
  ] as const)('as a part of several, of the event %s', (event, of, expected) => {
    expect(isOver(about('a', event, 3), of, { isPart: true, nowMs })).toBe(expected);
  });

  test('when its monitor was deleted, whatever it says', () => {
    expect(
      (['down', 'certificate', 'recovered'] as const).map((event) =>
        isOver(about('a', event), null, { isPart: false, nowMs }),
      ),
    ).toEqual([true, true, true]);
  });
});

async function following(of: Overview, kept: readonly ShownNotification[]) {
  const shown = openShownNotifications(tempDirectory(onTestFinished), recordedLog());
  for (const { number, ...one } of kept) {
    const alert = one.alert ?? undefined;
    const parts = one.parts.map((part) => ({ ...part, alert: part.alert ?? undefined }));
    shown.add({ ...one, alert, parts, title: '', body: '', presence: 'normal' }, number);
  }
  let emit: (event: EngineEvent) => void = () => undefined;
  await withdrawEnded(
    {
      api: { overview: { get: async () => ok(of) } },
      on: (listener) => {
        emit = listener;
        return () => undefined;
      },
    },
    { withdraw: (isOverNow) => void shown.removeOver(isOverNow) },
    { now: () => nowMs },
  );
  return { emit, tags: () => shown.all().map(({ tag }) => tag) };
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

test('a renewed certificate withdraws the warning of the old one, also at the start', async () => {
  const shown = [about('a', 'certificate'), about('b', 'certificate'), about('c', 'certificate')];
  const monitors = [monitor('a', 'up', endingIn(3)), monitor('b', 'up', endingIn(90)), monitor('c', 'up')];
  const { emit, tags } = await following(overview('up', monitors), shown);
  expect(tags()).toEqual(['a:certificate', 'c:certificate']);
  emit({ type: 'monitor', monitor: monitor('a', 'degraded', endingIn(3)) });
  expect(tags()).toEqual(['a:certificate', 'c:certificate']);
  emit({ type: 'monitor', monitor: monitor('a', 'up', endingIn(90)) });
  expect(tags()).toEqual(['c:certificate']);
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

test('an outage that was acknowledged elsewhere is withdrawn here', async () => {
  const { emit, tags } = await following(overview('down', [monitor('a', 'down'), monitor('b', 'down')]), [
    about('a', 'down', 12),
    about('b', 'reminder', 13),
  ]);
  emit({ type: 'incident', incident });
  expect(tags()).toEqual(['a:down', 'b:reminder']);
  emit({ type: 'incident', incident: { ...incident, acknowledgedAt: 2 } });
  expect(tags()).toEqual(['b:reminder']);
});

test('several outages that were shown together are withdrawn once each has ended, is acknowledged, paused or deleted', async () => {
  const ids = ['a', 'b', 'c', 'd'] as const;
  const down = ids.map((id, index) => monitor(id, 'down', { openIncidentId: 12 + index }));
  const { emit, tags } = await following(overview('down', down), [
    group(...ids.map((id, index) => about(id, 'down', 12 + index))),
  ]);
  emit({ type: 'incident', incident: { ...incident, acknowledgedAt: 2 } });
  emit({ type: 'monitor', monitor: monitor('b', 'up') });
  // Down again is another outage, with a notification of its own.
  emit({ type: 'monitor', monitor: monitor('b', 'down', { openIncidentId: 17 }) });
  emit({ type: 'monitor', monitor: monitor('c', 'paused', { openIncidentId: 14 }) });
  expect(tags()).toEqual(['group']);
  emit({ type: 'monitorRemoved', monitorId: 'd' });
  expect(tags()).toEqual([]);
});

test('several outages that ended while Vigilmon was not running are withdrawn at the start', async () => {
  const shown = [group(about('a', 'down', 12), about('b', 'down', 13))];
  const a = monitor('a', 'up');
  const one = await following(overview('down', [a, monitor('b', 'down', { openIncidentId: 13 })]), shown);
  expect(one.tags()).toEqual(['group']);
  const all = await following(overview('up', [a, monitor('b', 'up')]), shown);
  expect(all.tags()).toEqual([]);
});
