import { expect, test } from 'vitest';
import type { Notice } from '../../../electron/contract/notices.ts';
import { said, type DeliveryAnswer } from '../../../electron/contract/delivery-answer.ts';
import type { ChannelTrouble } from '../../../electron/contract/model/alert.ts';
import {
  openAlertConfig,
  untriedHealth,
  type AlertConfig,
} from '../../../electron/engine/notifications/alert-config.ts';
import { eventSource, type EventSource } from '../../../electron/engine/runtime/events.ts';
import { reportFailingChannels } from '../../../electron/engine/runtime/failing-channels.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { nativeChannel } from '../notifications/samples.ts';

interface Scene {
  readonly alertConfig: AlertConfig;
  readonly emit: EventSource['emit'];
  readonly notice: () => Notice | null | undefined;
}

function open(...failing: readonly string[]): Scene {
  const alertConfig = openAlertConfig([], []);
  const { on, emit } = eventSource(recordedLog());
  let notice: Notice | null | undefined;
  for (const id of failing) fail({ alertConfig }, id, 'broken');
  const report = (topic: string, next: Notice | null): void => {
    expect(topic).toBe('channels');
    notice = next;
  };
  reportFailingChannels({ alertConfig, status: { report }, on });
  return { alertConfig, emit, notice: () => notice };
}

function fail(
  { alertConfig }: Pick<Scene, 'alertConfig'>,
  id: string,
  trouble: ChannelTrouble,
  { enabled = true, lastError = said('404') }: { readonly enabled?: boolean; readonly lastError?: DeliveryAnswer } = {},
): void {
  alertConfig.put(nativeChannel({ id, name: id, enabled }), { ...untriedHealth, trouble, lastError });
}

test('channels that failed before the start are a notice', () => {
  expect(open('ops').notice()).toEqual({
    code: 'channels-failing',
    facts: { channels: [{ name: 'ops', trouble: 'broken' }], more: 0 },
  });
});

test('without a failing channel there is no notice', () => {
  const { alertConfig, emit, notice } = open();
  expect(notice()).toBeNull();
  alertConfig.put(nativeChannel({ id: 'ops' }), untriedHealth);
  emit({ type: 'channels' });
  expect(notice()).toBeNull();
});

test('the notice follows the channels, until all of them deliver', () => {
  const scene = open();
  fail(scene, 'ops', 'silent');
  expect(scene.notice()).toBeNull();
  scene.emit({ type: 'mutes' });
  expect(scene.notice()).toBeNull();
  scene.emit({ type: 'channels' });
  expect(scene.notice()).toMatchObject({ facts: { channels: [{ name: 'ops', trouble: 'silent' }] } });
  scene.alertConfig.putHealth('ops', untriedHealth);
  scene.emit({ type: 'channels' });
  expect(scene.notice()).toBeNull();
});

test('five channels are named and the others counted', () => {
  const { notice } = open('a', 'b', 'c', 'd', 'e', 'f', 'g');
  expect(notice()).toMatchObject({ facts: { channels: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name })), more: 2 } });
});

test('a disabled channel and one with an unreadable secret are not listed', () => {
  const scene = open();
  fail(scene, 'off', 'broken', { enabled: false });
  fail(scene, 'locked', 'broken', { lastError: { code: 'secret-unreadable', facts: {} } });
  scene.emit({ type: 'channels' });
  expect(scene.notice()).toBeNull();
});
