import { describe, expect, it } from 'vitest';
import { said } from '../../../../electron/contract/delivery-answer.ts';
import type { SendResult } from '../../../../electron/engine/notifications/channels/channel.ts';
import { untriedHealth } from '../../../../electron/engine/notifications/alert-config.ts';
import {
  healthAfter,
  healthAfterEdit,
  silentHealth,
} from '../../../../electron/engine/notifications/queue/channel-health.ts';
import { accepted, refused, rejected, retry } from './outbox-rig.ts';
import type { HealthRecord } from '../../../../electron/engine/store/channel-repository.ts';

/** One attempt a second, each of which takes 100 ms. */
function after(results: readonly SendResult[], from: HealthRecord = untriedHealth, hasGivenUp = false): HealthRecord {
  return results.reduce(
    (health, result, index) =>
      healthAfter(health, { result, atMs: 1_000 * index, endedAtMs: 1_000 * index + 100, hasGivenUp }),
    from,
  );
}

describe('the health of a channel', () => {
  it('counts failures and remembers when the first of them started', () => {
    expect(after([accepted, retry, rejected, retry])).toMatchObject({
      lastSuccessAt: 100,
      lastErrorAt: 3_100,
      lastError: said('500 oops'),
      failures: 3,
      refusals: 1,
      failingSince: 1_000,
      trouble: null,
    });
  });

  it('forgets failures after an accepted message, but keeps the last error', () => {
    expect(after([refused, accepted])).toEqual({
      ...untriedHealth,
      lastSuccessAt: 1_100,
      lastErrorAt: 100,
      lastError: said('404 no_service'),
    });
  });

  it('is broken after a permanent rejection of the channel, and stays broken after other failures', () => {
    expect(after([refused]).trouble).toBe('broken');
    expect(after([refused, retry]).trouble).toBe('broken');
  });

  it('is rejecting after three rejected messages without an accepted one', () => {
    expect(after([rejected, rejected]).trouble).toBeNull();
    expect(after([rejected, rejected, accepted, rejected]).trouble).toBeNull();
    expect(after([rejected, retry, rejected, rejected])).toMatchObject({ trouble: 'rejecting', reportedSince: 0 });
  });

  it('is a trouble once a message was retried for a day, or silence lasts', () => {
    expect(after([retry], untriedHealth, true).trouble).toBe('gave-up');
    expect(silentHealth(after([retry]), { isRetrying: true })).toMatchObject({ trouble: 'silent', reportedSince: 0 });
  });

  it('is rejecting if silence lasts after a rejected message', () => {
    expect(silentHealth(after([rejected]), { isRetrying: false })).toMatchObject({ trouble: 'rejecting' });
  });

  it('is partial if some recipients are permanently refused, until a message reaches all', () => {
    const partly: SendResult = { ...accepted, outcome: 'accepted', hasRefused: true };
    expect(after([partly])).toMatchObject({
      lastSuccessAt: 100,
      lastError: said('200 ok'),
      failures: 0,
      trouble: 'partial',
      reportedSince: 0,
    });
    expect(after([partly, partly])).toMatchObject({ trouble: 'partial', failingSince: 0, reportedSince: 0 });
    expect(after([partly, accepted])).toMatchObject({ trouble: null, failingSince: null, reportedSince: null });
    expect(after([partly, refused]).trouble).toBe('broken');
  });

  it('is well while some recipients defer a message that others accepted', () => {
    const deferred: SendResult = { ...retry, outcome: 'retry', isPartlyAccepted: true };
    expect(after([deferred])).toMatchObject({ lastSuccessAt: 100, failures: 0, failingSince: null, trouble: null });
  });

  it('only gets worse until it is resolved', () => {
    expect(silentHealth(after([rejected, rejected, rejected]), { isRetrying: true }).trouble).toBe('rejecting');
    expect(after([refused], silentHealth(after([retry]), { isRetrying: true })).trouble).toBe('broken');
  });

  it('starts over after an edit, with the reported trouble still to be resolved', () => {
    expect(healthAfterEdit(after([refused]))).toMatchObject({
      failures: 0,
      failingSince: null,
      trouble: null,
      reportedSince: 0,
    });
  });
});
