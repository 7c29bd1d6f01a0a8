import { expect, test } from 'vitest';
import { openHeartbeats } from '../../../../electron/engine/kinds/heartbeat/heartbeats.ts';
import { openAlertConfig } from '../../../../electron/engine/notifications/alert-config.ts';
import { openMonitorRegistry } from '../../../../electron/engine/runtime/monitor-registry.ts';
import { initialTracking } from '../../../../electron/engine/state/transition.ts';
import { storedHeartbeat } from '../../../support/stored-heartbeat.ts';
import { manualClock } from '../../../support/manual-clock.ts';
import { midnight } from '../../store/fixtures.ts';

const monitor = storedHeartbeat();

test('a ping that waits counts before a deadline that has passed meanwhile', async () => {
  const clock = manualClock(midnight);
  const registry = openMonitorRegistry(openAlertConfig([], []));
  const tracking = { ...initialTracking(midnight), state: 'late' as const, deadlineAt: midnight - monitor.grace };
  const entry = registry.add({
    key: 1,
    stream: 1,
    monitor,
    certificateEndsAt: null,
    isPausedTogether: false,
    tracking,
  });
  const states: string[] = [];
  const heartbeats = openHeartbeats({
    registry,
    clock,
    observer: {
      observe(_, { step }) {
        states.push(step.next.state);
        return 'changed';
      },
      observeAll(pending) {
        for (const { observe } of pending) entry.tracking = observe(entry)?.step.next ?? entry.tracking;
        states.push(entry.tracking.state);
        return new Set();
      },
    },
    scheduler: { set: () => undefined, delete: () => undefined },
    runStartedAt: () => null,
    pingsFrom: () => [],
    settled: () => true,
    pollGaps: () => undefined,
  });
  const said = { kind: 'success', exitCode: null, runId: null, body: '', remoteAddress: '', userAgent: '' } as const;
  const answer = heartbeats.receive({ token: monitor.token, ...said });
  heartbeats.evaluate(entry, monitor);
  expect(states).toEqual(['up']);
  expect(await answer).toBe('ok');
});
