import type { MessageMoment } from '../message.ts';
import type { SendContext } from './channel.ts';

/** A message is written when it is sent. */
export function messageMoment({
  clock,
  speech,
  pageUrl,
}: Pick<SendContext, 'clock' | 'speech' | 'pageUrl'>): MessageMoment {
  return { nowMs: clock.now(), speech, pageUrl: pageUrl?.() };
}
