/** Reports a failing channel on the desktop of this computer, if no other channel can. No native channel is needed. */
import type { Logger } from '../ports.ts';
import type { SendContext } from './channels/channel.ts';
import { nativeMessage } from './channels/native/native-message.ts';
import type { ChannelNotification } from './payload.ts';
import { subjectText } from './subject.ts';

type DesktopReportOptions = Omit<SendContext, 'signal' | 'lookup'> & { readonly logger: Logger };

export function openDesktopReport(options: DesktopReportOptions): (payload: ChannelNotification) => void {
  const { clock, nativeNotifier, speech, logger } = options;
  return (payload) => {
    const { channelId, since } = payload;
    const subject = subjectText({ about: 'channel', channelId, since });
    const message = { subject, incidentId: null, payload, includesDown: false, parts: [] };
    nativeNotifier.show(nativeMessage(message, { nowMs: clock.now(), speech })).catch((error: unknown) => {
      logger.warn('a failing channel could not be reported on the desktop', { channelId, error });
    });
  };
}
