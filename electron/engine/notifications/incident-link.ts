/**
 * Where a message leads: its incident, or the list of them for several, on the page of the computer that sends it. Whoever
 * follows it must sign in, and following it changes nothing: what is shown stands behind the `#`, which is never sent.
 */
import { pageAddress, type PagePlace } from '../../contract/page-address.ts';
import type { Message } from './channels/channel.ts';
import type { MessageMoment } from './message.ts';
import { isMonitorNotification } from './payload.ts';

export interface Link {
  readonly text: string;
  readonly url: string;
}

/** Null: it is about no incident, or no page is served. */
export function incidentLink(
  { incidentId, payload, parts }: Message,
  { pageUrl = null, speech }: Pick<MessageMoment, 'pageUrl' | 'speech'>,
): Link | null {
  const { openIncident, openIncidents } = speech.wording.notifications;
  if (pageUrl === null) return null;
  const to = (text: string, place: PagePlace): Link => ({ text, url: `${pageUrl}/${pageAddress(place)}` });
  if (parts.some((part) => part.incidentId !== null)) return to(openIncidents, { view: 'incidents' });
  const isOfIncident = incidentId !== null && parts.length === 0 && isMonitorNotification(payload);
  return isOfIncident ? to(openIncident, { view: 'incident', id: incidentId }) : null;
}
