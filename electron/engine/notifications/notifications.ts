/** Puts the notifications together: mutes decide what is queued, the outbox delivers it, reminders follow what was sent. */
import type { LookupFunction } from 'node:net';
import type { NativeNotifier, Randomness } from '../ports.ts';
import type { Speech } from '../wording/languages.ts';
import { openChannelSender, type SendToChannel } from './channels/channel-sender.ts';
import { openDesktopReport } from './desktop-report.ts';
import { openDigests, type Digests, type DigestsOptions } from './digest/digests.ts';
import { openMuting, type Muting, type MutingOptions } from './muting.ts';
import { openOutbox, type Outbox, type OutboxOptions } from './queue/outbox.ts';
import { openReminding, type Reminding } from './reminding.ts';

export interface Notifications {
  readonly muting: Muting;
  readonly outbox: Outbox;
  readonly reminding: Reminding;
  readonly digests: Digests;
  /** Past the outbox. */
  readonly send: SendToChannel;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
}

export interface NotificationsOptions
  extends Omit<MutingOptions, 'onAlerts'>, Pick<DigestsOptions, 'backups' | 'notices'> {
  readonly digestSchedule: DigestsOptions['schedule'];
  readonly nativeNotifier: NativeNotifier;
  readonly randomness: Randomness;
  /** For the text of messages. */
  readonly speech: Speech;
  /** Of the window as a page; null: it is not served. */
  readonly pageUrl: () => string | null;
  readonly isOnline: () => boolean;
  readonly groupWaitMs: () => number;
  readonly lookup: LookupFunction;
  readonly onCaused: OutboxOptions['onCaused'];
}

export function openNotifications(options: NotificationsOptions): Notifications {
  const { store, registry, alertConfig, clock, logger, emit, nativeNotifier, speech, pageUrl } = options;
  const { isOnline, groupWaitMs, lookup } = options;
  const send = openChannelSender({ alertConfig, clock, nativeNotifier, speech, pageUrl, lookup });
  const onAlerts = (): void => outbox.wake();
  const muting = openMuting({ ...options, onAlerts });
  const outbox = openOutbox({
    store,
    alertConfig,
    clock,
    logger,
    jitter: () => (options.randomness.bytes(1)[0] ?? 0) / 255,
    findMonitor: registry.find,
    behind: registry.behind,
    onCaused: options.onCaused,
    send,
    onAlert(alert) {
      emit({ type: 'alert', alert });
      reminding.wake();
    },
    onChannelHealth: () => emit({ type: 'channels' }),
    isOnline,
    groupWaitMs,
    onUnreported: openDesktopReport(options),
  });
  const reminding = openReminding({ ...options, onAlerts });
  const digests = openDigests({ ...options, store: options.durable, schedule: options.digestSchedule, onAlerts });
  return {
    muting,
    outbox,
    reminding,
    digests,
    send,
    start() {
      muting.start();
      outbox.start();
      reminding.start();
      digests.start();
    },
    stop() {
      muting.stop();
      reminding.stop();
      digests.stop();
      return outbox.stop();
    },
  };
}
