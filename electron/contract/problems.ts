/**
 * What can be wrong with a field, as codes with facts; the words are in engine/wording. A code names the violated rule,
 * not the field. Facts never repeat the input, since it may be a secret.
 */
import type { AssertionOperator } from './model/monitor.ts';
import type { AssertionSubject } from './assertion-subjects.ts';

type None = Readonly<Record<string, never>>;
interface Range {
  readonly least: number;
  readonly most: number;
}
interface Most {
  readonly most: number;
}

/** The names of shapes of values. */
export type Shape = 'text' | 'number' | 'integer' | 'boolean' | 'list' | 'object' | 'null';

export interface ProblemFacts {
  readonly 'unknown-field': None;
  /** `isUnquoted`: a number or a boolean was given where text is required. */
  readonly 'wrong-shape': { readonly shapes: readonly Shape[]; readonly isUnquoted: boolean };
  readonly 'not-one-of': { readonly values: readonly string[] };
  readonly 'required-one-of': { readonly values: readonly string[] };
  readonly 'not-at-least': { readonly least: number };
  readonly 'not-at-most': { readonly most: number };
  readonly 'not-a-duration': None;
  /** No more specific code applies. */
  readonly 'not-valid': None;
  readonly 'not-an-id': None;
  /** By another record of the same type. */
  readonly 'id-taken': None;
  readonly 'id-fixed': None;
  readonly 'kind-fixed': { readonly kind: string };
  readonly required: None;
  readonly empty: None;
  readonly 'not-one-line': None;
  readonly 'control-characters': None;
  /** Characters. */
  readonly 'too-long': Most;
  readonly 'too-few': { readonly least: number };
  readonly 'too-many': Most;
  readonly duplicate: None;
  readonly 'not-in-range': Range;
  /** Milliseconds, as in the three below. */
  readonly 'duration-not-in-range': Range;
  readonly 'duration-too-short': { readonly least: number };
  readonly 'duration-too-long': Most;
  readonly 'not-shorter-than': { readonly field: 'interval' | 'timeout' | 'maxRunTime'; readonly limit: number };
  readonly 'not-url': None;
  readonly 'not-web-url': None;
  readonly 'not-webhook-url': None;
  readonly 'not-proxy-url': None;
  readonly 'url-with-login': None;
  readonly 'not-host': None;
  readonly 'not-server': None;
  readonly 'not-mailbox': None;
  readonly 'not-certificates': None;
  readonly 'not-token': None;
  readonly 'no-stored-secret': None;
  /** A stored secret is not sent to another scheme, host or port. */
  readonly 'secret-of-another-origin': None;
  readonly 'not-header-name': None;
  readonly 'not-variable-name': None;
  readonly 'container-or-label': None;
  readonly 'header-of-connection': None;
  readonly 'header-of-login': None;
  readonly 'not-latin-line': None;
  readonly 'not-an-escape': None;
  /** It requires the other field to be on. */
  readonly 'needs-setting': { readonly field: string };
  readonly 'colon-in-username': None;
  readonly 'login-without-proxy': None;
  readonly 'body-with-method': { readonly method: string };
  readonly 'password-without-username': None;
  readonly 'username-without-password': None;
  /** Microsoft has retired the connectors of Office 365. */
  readonly 'retired-connector': None;
  /** The service of the channel would open an outage for each digest. */
  readonly 'digest-opens-outage': None;
  readonly 'no-such-channel': { readonly id: string };
  readonly 'no-such-monitor': { readonly id: string };
  readonly 'no-such-location': { readonly id: string };
  readonly 'depends-on-itself': None;
  /** `ids`: from the monitor back to itself. */
  readonly 'dependency-cycle': { readonly ids: readonly string[] };
  /** `name`: of the location. */
  readonly 'location-cannot-ask': { readonly name: string };
  /** The location needs a field of the monitor that is not set, or cannot do with its value. */
  readonly 'location-needs-field': { readonly name: string; readonly field: string };
  readonly 'location-refuses-field': { readonly name: string; readonly field: string };
  readonly 'needs-public-target': { readonly name: string };
  readonly 'not-shorter-than-interval': { readonly limit: number };
  readonly 'not-time-of-day': None;
  readonly 'not-time-zone': None;
  readonly 'endless-quiet-hours': None;
  readonly 'endless-maintenance': None;
  /** A maintenance window covers no monitor. */
  readonly 'covers-nothing': None;
  readonly 'not-an-instant': None;
  /** `reason`: in the words of the cron library; null: it does not have five or six fields. */
  readonly 'not-cron': { readonly reason: string | null };
  readonly 'cron-never-due': None;
  /** `@reboot`, or another event that is no time. */
  readonly 'cron-at-event': None;
  readonly 'cron-with-year': None;
  /** An OnCalendar line that cron cannot express. */
  readonly 'calendar-not-cron': None;
  readonly 'one-schedule': None;

  readonly 'not-web-urls': { readonly url: string };
  readonly 'token-of-another': { readonly id: string };
  readonly 'not-before': { readonly field: string };
  readonly 'not-ahead': None;
  readonly 'too-far-ahead': { readonly days: number };
  readonly 'required-but-for-monitor': None;
  readonly 'not-own-address': None;
  readonly 'port-taken': None;
  readonly 'required-in-file': None;
  readonly 'twice-in-file': None;

  readonly 'unknown-placeholder': { readonly name: string; readonly names: readonly string[] };
  /** Where it stops being valid; from 1. */
  readonly 'not-json-template': { readonly line: number; readonly column: number };
  /** `line`: from 1. */
  readonly 'not-form-line': { readonly line: number };

  readonly 'variables-not-set': { readonly names: readonly string[] };
  readonly 'file-empty': None;
  readonly 'file-too-large': { readonly mebibytes: number };
  readonly 'file-too-long': { readonly words: number };
  readonly 'too-many-references': Most;
  readonly 'aliases-too-large': None;
  readonly 'too-deep': None;
  readonly 'unknown-alias': { readonly name: string };
  readonly 'repeated-key': None;
  /** `reason`: in the words of the YAML library. */
  readonly 'not-yaml': { readonly reason: string };

  readonly 'operator-not-for-subject': {
    readonly subject: AssertionSubject;
    readonly operators: readonly AssertionOperator[];
  };
  readonly 'subject-not-for-kind': { readonly subjects: readonly AssertionSubject[] };
  readonly 'path-not-for-subject': None;
  readonly 'json-path-missing': None;
  readonly 'header-name-missing': None;
  readonly 'whitespace-not-for-assertion': None;
  readonly 'any-not-for-assertion': None;
  readonly 'not-true-or-false': None;
  readonly 'value-missing': None;
  readonly 'not-a-number': None;
  readonly 'not-text': None;
  /** Only as text, in quotes, is it kept as written. */
  readonly 'integer-not-exact': None;
  /** YAML would convert it to another notation: `0x1F`, `0123`, `TRUE`. */
  readonly 'value-rewritten': None;
  readonly 'not-a-list': None;
  readonly 'empty-list': None;
  readonly 'contained-in-everything': None;
  readonly 'not-a-status': None;
  readonly 'pattern-not-text': None;
  readonly 'empty-pattern': None;
  /** `reason`: in the words of the pattern library. */
  readonly 'not-a-pattern': { readonly reason: string };
  readonly 'json-path-without-root': None;
  /** `at`: from 1; null: at the end. `reason`: in the library's words; null: it has no readable ones. */
  readonly 'not-a-json-path': { readonly reason: string | null; readonly at: number | null };
  readonly 'json-path-too-costly': { readonly rule: JsonPathRule };
  readonly 'json-path-pattern-not-literal': { readonly function: 'match' | 'search' };
  readonly 'json-path-with-bad-pattern': { readonly pattern: Problem };
}

/** The rules that keep the time of a JSONPath linear in the document. */
export type JsonPathRule = 'one-descent' | 'root-in-filter' | 'descent-in-filter' | 'selectors-in-filter';

type ProblemCode = keyof ProblemFacts;
export type Problem = {
  readonly [C in ProblemCode]: { readonly code: C; readonly facts: ProblemFacts[C] };
}[ProblemCode];

/** From field path (`assertions.0.path`) to problem. */
export type Problems = Readonly<Record<string, Problem>>;

type CodesWithoutFacts = { [C in ProblemCode]: ProblemFacts[C] extends None ? C : never }[ProblemCode];

export function problem(code: CodesWithoutFacts): Problem;
export function problem<C extends ProblemCode>(code: C, facts: ProblemFacts[C]): Problem;
export function problem(code: ProblemCode, facts: object = {}): Problem {
  return { code, facts } as Problem;
}
