/** What has really arrived: emails at the SMTP receiver, messages at the webhook receiver, in order of arrival. */
import type { Clock, Cancel } from '../../../electron/engine/ports.ts';
import type { SmtpReceiver } from '../../../test/support/smtp-receiver.ts';
import type { WebhookReceiver } from '../../../test/support/webhook-receiver.ts';

interface EntryCommon {
  /** 1, 2, 3... */
  readonly id: number;
  readonly at: number;
}
export interface MailEntry extends EntryCommon {
  readonly kind: 'mail';
  readonly subject: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly html: string;
}
export interface SlackEntry extends EntryCommon {
  readonly kind: 'slack';
  /** The payload, as JSON. */
  readonly payload: string;
}
export type InboxEntry = MailEntry | SlackEntry;

export interface Inbox {
  /** Oldest first. */
  readonly entries: () => readonly InboxEntry[];
  readonly find: (id: number) => InboxEntry | null;
  readonly onEntry: (listener: (entry: InboxEntry) => void) => Cancel;
}

interface InboxSources {
  readonly mail: Pick<SmtpReceiver, 'waitFor'>;
  readonly slack: Pick<WebhookReceiver, 'waitFor'>;
  readonly clock: Pick<Clock, 'now'>;
}

type Content = Omit<MailEntry, 'id' | 'at'> | Omit<SlackEntry, 'id' | 'at'>;

export function openInbox({ mail, slack, clock }: InboxSources): Inbox {
  const entries: InboxEntry[] = [];
  const listeners = new Set<(entry: InboxEntry) => void>();

  function add(content: Content): void {
    const entry = { ...content, id: entries.length + 1, at: clock.now() };
    entries.push(entry);
    for (const listener of listeners) listener(entry);
  }

  void follow(mail, ({ headers, from, to, text, html }) => {
    add({ kind: 'mail', subject: headers.get('subject') ?? '', from, to, text, html });
  });
  void follow(slack, ({ body }) => add({ kind: 'slack', payload: body }));

  return {
    entries: () => entries,
    find: (id) => entries[id - 1] ?? null,
    onEntry(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Never resolves in the end: a closed receiver receives nothing more. */
async function follow<T>(
  receiver: { readonly waitFor: (count: number) => Promise<readonly T[]> },
  take: (message: T) => void,
): Promise<never> {
  for (let count = 1; ; count += 1) {
    const message = (await receiver.waitFor(count))[count - 1];
    if (message !== undefined) take(message);
  }
}
