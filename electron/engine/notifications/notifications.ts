/** Puts the notifications together: mutes decide what is queued, the outbox delivers it, reminders follow what was sent. */
import type { NativeNotifier } from '../ports.ts';
import type { Speech } from '../wording/languages.ts';
import { sendThrough } from './channels/send-through.ts';
import { openMuting, type Muting, type MutingOptions } from './muting.ts';
import { openOutbox, type Outbox } from './queue/outbox.ts';
import { openReminding, type Reminding } from './reminding.ts';

export interface Notifications {
  readonly muting: Muting;
  readonly outbox: Outbox;
  readonly reminding: Reminding;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
}

export interface NotificationsOptions extends Omit<MutingOptions, 'onAlerts'> {
  readonly nativeNotifier: NativeNotifier;
  /** For the text of messages. */
  readonly speech: Speech;
}

export function openNotifications(options: NotificationsOptions): Notifications {
  const { store, registry, alertConfig, clock, logger, emit, nativeNotifier, speech } = options;
  const onAlerts = (): void => outbox.wake();
  const muting = openMuting({ ...options, onAlerts });
  const outbox = openOutbox({
    store,
    alertConfig,
    clock,
    logger,
    findMonitor: registry.find,
    send(channelId, message, signal) {
      const entry = alertConfig.find(channelId);
      if (entry === null)
        return Promise.resolve({ outcome: 'refused', answer: { code: 'no-such-channel', facts: {} } });
      return sendThrough(entry.channel, message, { clock, nativeNotifier, speech, signal });
    },
    onAlert(alert) {
      emit({ type: 'alert', alert });
      reminding.wake();
    },
    onChannelHealth: () => emit({ type: 'channels' }),
  });
  const reminding = openReminding({ ...options, onAlerts });
  return {
    muting,
    outbox,
    reminding,
    start() {
      muting.start();
      outbox.start();
      reminding.start();
    },
    stop() {
      muting.stop();
      reminding.stop();
      return outbox.stop();
    },
  };
}
