import { expect, it } from 'vitest';
import { editStep } from '../../../electron/engine/runtime/edit-step.ts';
import { initialTracking } from '../../../electron/engine/state/transition.ts';
import { httpMonitor, midnight } from '../store/fixtures.ts';

const monitor = httpMonitor('shop-api');
const tracking = initialTracking(midnight);

it('an edit of an enabled monitor does not change its state', () => {
  expect(editStep({ monitor, tracking }, monitor, midnight)).toBeNull();
});

it('disabling a monitor pauses it, and enabling it makes it new again', () => {
  const paused = editStep({ monitor: { ...monitor, enabled: false }, tracking }, monitor, midnight);
  expect(paused?.next.state).toBe('paused');
  const resumed = editStep({ monitor, tracking: paused?.next ?? tracking }, monitor, midnight + 1);
  expect(resumed?.next.state).toBe('new');
});
