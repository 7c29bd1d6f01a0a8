/**
 * The words of a language for everything that a person reads outside the window: messages, errors, tray, notifications
 * of the program itself, command line. What has a map of facts derives its type from that, so that a code without words
 * does not compile; the rest has the shape of the English text. Numbers, lengths and dates in them are written by the
 * `Format` of the reader's region. One more language is one more file like en.ts.
 */
import type { NoteFacts } from '../../contract/assertion-result.ts';
import type { DeliveryFacts } from '../../contract/delivery-answer.ts';
import type { HandoverFacts } from '../../contract/handover.ts';
import type { FailureFacts } from '../../contract/failure.ts';
import type { LocationWarningFacts } from '../../contract/location-warnings.ts';
import type { LanguageLocale } from '../../contract/locale.ts';
import type { NoticeFacts } from '../../contract/notices.ts';
import type { ProblemFacts } from '../../contract/problems.ts';
import type { ReasonFacts } from '../../contract/reasons.ts';
import type { FailedAssertion } from '../../contract/response-reasons.ts';
import type { RefusalFacts } from '../../contract/refusal.ts';
import type { cli } from './en/cli.ts';
import type { evidenceFile } from './en/evidence-file.ts';
import type { incidentFile } from './en/incident-file.ts';
import type { exportedFile } from './en/exported-file.ts';
import type { desktop } from './en/desktop.ts';
import type { errorFrame } from './en/errors.ts';
import type { handover } from './en/handover.ts';
import type { metrics } from './en/metrics.ts';
import type { notices } from './en/notices.ts';
import type { pings } from './en/pings.ts';
import type { notifications } from './en/notifications.ts';
import type { schedules } from './en/schedules.ts';
import type { tray } from './en/tray.ts';
import type { Format } from './format.ts';

export type Words<M> = { readonly [C in keyof M]: string | ((facts: M[C]) => string) };

/** The same keys with other words. */
export type Texts<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Texts<Said>
    : { readonly [Key in keyof T]: Texts<T[Key]> };

/** One that the program speaks. */
export interface Language extends LanguageLocale {
  readonly words: (format: Format) => Wording;
}

export interface Wording {
  /** BCP 47. */
  readonly language: string;
  /** BCP 47: of the reader, as whose region it writes numbers and dates. */
  readonly locale: string;
  readonly failures: Words<FailureFacts>;
  /** `status 503, expected 200`, with its note. */
  readonly failedAssertion: (facts: FailedAssertion) => string;
  /** `status`, `header content-type`, `$.checks.database` */
  readonly subject: (of: Pick<FailedAssertion, 'on' | 'path'>) => string;
  readonly notes: Words<NoteFacts>;
  readonly reasons: Words<ReasonFacts>;
  /** What came of a delivery. */
  readonly answers: Words<DeliveryFacts>;
  readonly problems: Words<ProblemFacts>;
  readonly errors: Words<RefusalFacts>;
  readonly locationWarnings: Words<LocationWarningFacts>;
  readonly errorFrame: Texts<typeof errorFrame>;
  readonly notifications: Texts<ReturnType<typeof notifications>>;
  readonly notices: Texts<ReturnType<typeof notices>>;
  readonly systemNotices: Words<NoticeFacts>;
  readonly pings: Texts<typeof pings>;
  readonly schedules: Texts<ReturnType<typeof schedules>>;
  readonly tray: Texts<typeof tray>;
  readonly desktop: Texts<typeof desktop>;
  readonly cli: Texts<ReturnType<typeof cli>>;
  readonly exportedFile: Texts<typeof exportedFile>;
  readonly evidenceFile: Texts<ReturnType<typeof evidenceFile>>;
  readonly incidentFile: Texts<typeof incidentFile>;
  readonly metrics: Texts<typeof metrics>;
  readonly handover: Texts<Omit<ReturnType<typeof handover>, 'notes'>> & { readonly notes: Words<HandoverFacts> };
}

export function say<M, C extends keyof M>(words: Words<M>, { code, facts }: { code: C; facts: M[C] }): string {
  const said = words[code];
  return typeof said === 'string' ? said : said(facts);
}
