/**
 * How past notifications were delivered: quickly, and occasionally only at the second attempt. Nothing is sent
 * anywhere.
 */
import { said } from '../../../electron/contract/delivery-answer.ts';
import type { SendResult } from '../../../electron/engine/notifications/channels/channel.ts';
import type { AlertConfig } from '../../../electron/engine/notifications/alert-config.ts';
import type { OutboxOptions } from '../../../electron/engine/notifications/queue/outbox.ts';
import type { ChannelKind } from '../../../electron/contract/channels/registry.ts';
import type { Clock } from '../../../electron/engine/ports.ts';
import type { Random } from './random.ts';

interface Manner {
  readonly tookMs: readonly [number, number];
  readonly accepted: string;
  readonly later: string;
}

const usual: Manner = { tookMs: [120, 480], accepted: '200 ok', later: '503 upstream connect error' };
/** Of the kinds that do not use HTTP. */
const manners: { readonly [K in ChannelKind]?: Manner } = {
  email: { tookMs: [340, 1_400], accepted: '250 2.0.0 OK: queued', later: '451 4.7.1 greylisted, try again later' },
  native: { tookMs: [8, 30], accepted: 'shown', later: 'the desktop did not answer' },
};
const secondTryShare = 0.05;

export function simulateDelivery(alertConfig: AlertConfig, clock: Clock, random: Random): OutboxOptions['send'] {
  return async (channelId): Promise<SendResult> => {
    const { tookMs, accepted, later } = manners[alertConfig.find(channelId)?.channel.kind ?? 'native'] ?? usual;
    await new Promise<void>((resolve) => clock.setTimer(Math.round(random.between(...tookMs)), resolve));
    if (random.isHit(secondTryShare)) return { outcome: 'retry', answer: said(later) };
    return { outcome: 'accepted', answer: said(accepted) };
  };
}
