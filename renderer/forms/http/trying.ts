/** Which requests are tested while they are being edited: those with safe methods. A POST is sent on request. */
import type { MonitorDraftOf } from '../../state/monitor-draft.ts';

type HttpDraft = MonitorDraftOf<'http'>;

export function isHarmlessHttp({ fields: { method, url } }: HttpDraft): boolean {
  return (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') && /^https?:\/\/[^/]/i.test(url.trim());
}
