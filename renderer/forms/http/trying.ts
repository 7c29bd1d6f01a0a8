/**
 * When a request can be tested while it is being edited. Only safe methods are repeated automatically: a POST is sent
 * on request.
 */
import type { MonitorDraftOf } from '../../state/monitor-draft.ts';

type HttpDraft = MonitorDraftOf<'http'>;

export function canTryHttp({ fields }: HttpDraft): boolean {
  return fields.url.trim() !== '';
}

export function isHarmlessHttp({ fields: { method, url } }: HttpDraft): boolean {
  return (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') && /^https?:\/\/[^/]/i.test(url.trim());
}
