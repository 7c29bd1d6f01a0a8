/** When a request can be tried while it is edited. Only reading ones are repeated by themselves: a POST is sent when asked for. */
import type { MonitorDraftOf } from '../../state/monitor-draft.ts';

type HttpDraft = MonitorDraftOf<'http'>;

export function canTryHttp({ fields }: HttpDraft): boolean {
  return fields.url.trim() !== '';
}

export function isHarmlessHttp({ fields: { method, url } }: HttpDraft): boolean {
  return (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') && /^https?:\/\/[^/]/i.test(url.trim());
}
