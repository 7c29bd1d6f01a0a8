/**
 * Desktop notifications. One that the desktop rejects is retried; where there is nothing that could show it, the channel is
 * broken until a test succeeds.
 */
import { said } from '../../../../contract/delivery-answer.ts';
import type { NotShown } from '../../../../contract/not-shown.ts';
import { NotShownError } from '../../../ports.ts';
import type { ChannelRoom } from '../channel.ts';
import { nativeMessage } from './native-message.ts';

export const native: ChannelRoom<'native'> = {
  deadlineMs: 10_000,
  // Desktops drop notifications that arrive faster than they can be shown.
  pace: { everyMs: 500, burst: 10 },
  async send(channel, message, { clock, nativeNotifier, speech, answerOf }) {
    try {
      const shownBy = await nativeNotifier.show(nativeMessage(message, { nowMs: clock.now(), speech }, channel));
      return { outcome: 'accepted', answer: said(answerOf(shownBy)) };
    } catch (error) {
      if (!(error instanceof NotShownError)) throw error;
      const outcome = error.why.every(isLasting) ? 'refused' : 'retry';
      return { outcome, answer: { code: 'not-shown', facts: { why: error.why } } };
    }
  },
};

/** No other attempt could succeed before something is installed. */
function isLasting({ code }: NotShown): boolean {
  return code === 'not-installed' || code === 'unsupported';
}
