/** The state of the program for `system.info`, with the notices for the user. */
import { isDeepStrictEqual } from 'node:util';
import { compareNotices, type Notice } from '../../contract/notices.ts';
import type { SystemInfo } from '../../contract/model/program.ts';
import type { Refusal } from '../../contract/refusal.ts';
import type { Emit } from './events.ts';

interface SystemRecord extends Omit<SystemInfo, 'notices' | 'lateness' | 'databaseBytes' | 'restore'> {
  readonly notices: readonly Notice[];
}

/** What the host's listener came to. Networks come and go, so the page's address is asked for when it is needed. */
export type ListenerReport =
  { readonly url: string; readonly pageUrl: (() => string) | null } | { readonly error: Refusal };

export interface SystemStatus {
  readonly read: () => SystemRecord;
  readonly setListener: (listener: ListenerReport) => void;
  /** Of the window as a page, as other computers reach it; null: it is not served. */
  readonly pageUrl: () => string | null;
  /** One notice per topic; null: it no longer applies. */
  readonly report: (topic: string, notice: Notice | null) => void;
}

type Fixed = Pick<SystemInfo, 'version' | 'host' | 'dataDirectory' | 'startedAt'>;

const versions: Readonly<Record<string, string | undefined>> = process.versions;
const node = `Node ${process.versions.node}`;
const runtime = versions['electron'] === undefined ? node : `Electron ${versions['electron']}, ${node}`;

export function openSystemStatus(fixed: Fixed, emit: Emit): SystemStatus {
  const notices = new Map<string, Notice>();
  let listenerUrl: string | null = null;
  let pageUrl: (() => string) | null = null;

  function put(topic: string, notice: Notice | null): void {
    if (notice === null) notices.delete(topic);
    else notices.set(topic, notice);
    emit({ type: 'system' });
  }

  return {
    read: () => ({ ...fixed, runtime, listenerUrl, notices: Array.from(notices.values()).sort(compareNotices) }),
    pageUrl: () => pageUrl?.() ?? null,
    setListener(listener) {
      pageUrl = 'url' in listener ? listener.pageUrl : null;
      listenerUrl = 'url' in listener ? listener.url : null;
      const closed = 'url' in listener ? null : listener.error.reason;
      put('listener', closed === null ? null : { code: 'listener-closed', facts: { reason: closed } });
    },
    report(topic, notice) {
      if (!isDeepStrictEqual(notices.get(topic) ?? null, notice)) put(topic, notice);
    },
  };
}
