/** What a message is about. Messages with one subject belong together: an e-mail thread, a replaced notification. */
export type Subject =
  | { readonly about: 'incident'; readonly id: number }
  | { readonly about: 'degraded'; readonly monitorId: string; readonly since: number }
  | {
      readonly about: 'certificate';
      readonly monitorId: string;
      readonly fingerprint: string;
      /** The threshold that was passed. */
      readonly days: number;
    }
  | { readonly about: 'channel'; readonly channelId: string; readonly since: number }
  | { readonly about: 'recording'; readonly since: number }
  /** `at`: when it was due. */
  | { readonly about: 'digest'; readonly at: number }
  | { readonly about: 'test'; readonly channelId: string; readonly at: number }
  | { readonly about: 'flapping'; readonly monitorId: string; readonly since: number }
  /** `of`: the subject of its first message. */
  | { readonly about: 'summary' | 'group'; readonly channelId: string; readonly of: string };

/** Unique and stable across versions: it keeps the outbox from storing a message twice. Never parsed. */
export function subjectText(subject: Subject): string {
  switch (subject.about) {
    case 'incident':
      return `incident:${String(subject.id)}`;
    case 'degraded':
      return `degraded:${subject.monitorId}:${String(subject.since)}`;
    case 'certificate':
      return `certificate:${subject.monitorId}:${subject.fingerprint}:${String(subject.days)}`;
    case 'flapping':
      return `flapping:${subject.monitorId}:${String(subject.since)}`;
    case 'channel':
      return `channel:${subject.channelId}:${String(subject.since)}`;
    case 'recording':
      return `recording:${String(subject.since)}`;
    case 'digest':
      return `digest:${String(subject.at)}`;
    case 'test':
      return `test:${subject.channelId}:${String(subject.at)}`;
    case 'summary':
    case 'group':
      return `${subject.about}:${subject.channelId}:${subject.of}`;
  }
}
