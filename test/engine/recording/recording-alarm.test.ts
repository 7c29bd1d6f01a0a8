import { beforeEach, expect, it } from 'vitest';
import {
  openRecordingAlarm,
  type RecordingAlarm,
  type RecordingRecovery,
  type RecordingTrouble,
} from '../../../electron/engine/recording/recording-alarm.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { midnight } from '../store/fixtures.ts';

let clock: ManualClock;
let alarm: RecordingAlarm;
let shown: RecordingTrouble | null;
let sent: (RecordingTrouble | RecordingRecovery)[];

beforeEach(() => {
  clock = manualClock(midnight);
  shown = null;
  sent = [];
  alarm = openRecordingAlarm({
    clock,
    onTrouble(trouble) {
      shown = trouble;
    },
    notify: (news) => sent.push(news),
  });
});

const dropped = (check: number): Parameters<RecordingAlarm['recovered']>[0] => ({ check, evidence: 0, ping: 0 });

it('does not report trouble of a moment', async () => {
  alarm.refused('busy');
  await clock.advance(4_000);
  alarm.recovered(dropped(0));
  await clock.advance(120_000);
  expect(shown).toBeNull();
  expect(sent).toEqual([]);
});

it('reports trouble after five seconds, once, and its end after a minute', async () => {
  alarm.refused('full');
  await clock.advance(5_000);
  const trouble = { since: midnight, trouble: 'full' };
  expect(shown).toEqual(trouble);
  await clock.advance(3_600_000);
  expect(sent).toEqual([trouble]);
  const until = clock.now();
  alarm.recovered(dropped(12));
  expect(shown).toBeNull();
  await clock.advance(59_000);
  expect(sent).toHaveLength(1);
  await clock.advance(1_000);
  expect(sent.slice(1)).toEqual([{ ...trouble, until, droppedChecks: 12 }]);
  await clock.advance(3_600_000);
  expect(sent).toHaveLength(2);
});

it('reports trouble that comes back within a minute as the same one', async () => {
  alarm.refused('full');
  await clock.advance(5_000);
  for (let times = 0; times < 5; times += 1) {
    alarm.recovered(dropped(1));
    await clock.advance(30_000);
    alarm.refused('full');
    await clock.advance(1);
    expect(shown).toEqual({ since: midnight, trouble: 'full' });
    await clock.advance(30_000);
  }
  expect(sent).toHaveLength(1);
  alarm.recovered(dropped(1));
  await clock.advance(60_000);
  expect(sent.at(-1)).toMatchObject({ since: midnight, droppedChecks: 6 });
});

it('shows another reason without sending it again', async () => {
  alarm.refused('full');
  await clock.advance(5_000);
  alarm.refused('readonly');
  expect(shown).toMatchObject({ trouble: 'readonly' });
  expect(sent).toHaveLength(1);
});

it('reports nothing after it is stopped', async () => {
  alarm.refused('full');
  alarm.stop();
  await clock.advance(60_000);
  expect(sent).toEqual([]);
  expect(clock.pending()).toBe(0);
});
