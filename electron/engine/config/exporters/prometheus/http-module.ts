/** A module of the blackbox_exporter that judges a web endpoint as its monitor does, as far as it can. */
import type { Assertion, Json } from '../../../../contract/model/monitor.ts';
import type { MonitorOf } from '../../../../contract/monitors/registry.ts';
import { isSecretHeader } from '../../../fields/secret-header.ts';
import { anyOf, exactly, jsonMember, quoted, quotedLoosely, textOf } from './body-pattern.ts';
import type { ExportContext } from './context.ts';
import type { Prober } from './probers.ts';
import { violationOf } from './thresholds.ts';

type HttpMonitor = MonitorOf<'http'>;

export const httpProber: Prober<HttpMonitor> = {
  known: [
    ...['url', 'method', 'headers', 'body', 'auth', 'followRedirects', 'ignoreTlsErrors', 'certificateWarningDays'],
    ...[
      'interval',
      'timeout',
      'failAfter',
      'recoverAfter',
      'recheckInterval',
      'degradedAfter',
      'ipFamily',
      'assertions',
    ],
  ],
  target: ({ url }) => url,
  module(monitor, context) {
    const { method, followRedirects, ignoreTlsErrors } = monitor;
    return {
      prober: 'http',
      http: {
        method,
        ...statusesOf(monitor.assertions),
        ...(followRedirects ? {} : { follow_redirects: false }),
        ...headersOf(monitor, context),
        ...(monitor.body === null ? {} : { body: context.variable(monitor.id, 'body') }),
        ...loginOf(monitor, context),
        ...(ignoreTlsErrors ? { tls_config: { insecure_skip_verify: true } } : {}),
        ...patternsOf(monitor, context),
      },
    };
  },
};

function headersOf({ id, headers }: HttpMonitor, { variable }: ExportContext): object {
  const sent = Object.entries(headers).map(([name, value]) => [
    name,
    isSecretHeader(name) ? variable(id, `headers.${name}`) : value,
  ]);
  return sent.length === 0 ? {} : { headers: Object.fromEntries(sent) as object };
}

function loginOf({ id, auth }: HttpMonitor, { note, secretFile }: ExportContext): object {
  switch (auth?.type) {
    case 'basic':
      return { basic_auth: { username: auth.username, password_file: secretFile(id, 'auth.password') } };
    case 'bearer':
      return { authorization: { type: 'Bearer', credentials_file: secretFile(id, 'auth.token') } };
    case 'digest':
      note({ code: 'field-left-out', facts: { monitor: id, field: 'auth' } });
      return {};
    case undefined:
      return {};
  }
}

const finalStatuses = Array.from({ length: 400 }, (_, index) => 200 + index);

/** The exporter's default is 200 to 299, Vigilmon's too where nothing is asserted. */
function statusesOf(assertions: readonly Assertion[]): object {
  if (assertions.length === 0) return {};
  const ofStatus = assertions.filter(({ on }) => on === 'status');
  const valid = finalStatuses.filter((status) => ofStatus.every((assertion) => holds(assertion, status)));
  return { valid_status_codes: valid };
}

function holds({ is, value }: Assertion, status: number): boolean {
  switch (is) {
    case 'equals':
      return status === Number(value);
    case 'notEquals':
      return status !== Number(value);
    case 'in':
      return Array.isArray(value) && value.some((one) => status === Number(one));
    case 'lessThan':
      return status < Number(value);
    case 'greaterThan':
      return status > Number(value);
    default:
      return true;
  }
}

interface Patterns {
  readonly fail_if_body_not_matches_regexp: string[];
  readonly fail_if_body_matches_regexp: string[];
  readonly fail_if_header_not_matches: HeaderPattern[];
  readonly fail_if_header_matches: HeaderPattern[];
}

interface HeaderPattern {
  readonly header: string;
  readonly regexp: string;
  readonly allow_missing: boolean;
}

function patternsOf({ id, assertions }: HttpMonitor, { note }: ExportContext): object {
  const patterns: Patterns = {
    fail_if_body_not_matches_regexp: [],
    fail_if_body_matches_regexp: [],
    fail_if_header_not_matches: [],
    fail_if_header_matches: [],
  };
  for (const assertion of assertions) {
    const { on, is } = assertion;
    const facts = { monitor: id, on, is };
    if (on === 'status' || violationOf(assertion) !== null) continue;
    if (!addPattern(assertion, patterns)) note({ code: 'assertion-left-out', facts });
    else if (on === 'json') note({ code: 'assertion-wider', facts });
  }
  return Object.fromEntries(Object.entries(patterns).filter(([, list]) => (list as readonly unknown[]).length > 0));
}

/** @returns false: there is no pattern for it. */
function addPattern(assertion: Assertion, patterns: Patterns): boolean {
  const { on, path = '' } = assertion;
  const found = on === 'json' ? memberPattern(assertion) : textPattern(assertion);
  if (found === null) return false;
  const { pattern, mustMatch } = found;
  if (on === 'header') {
    const list = mustMatch ? patterns.fail_if_header_not_matches : patterns.fail_if_header_matches;
    list.push({ header: path, regexp: pattern, allow_missing: !mustMatch });
    return true;
  }
  if (on !== 'body' && on !== 'json') return false;
  (mustMatch ? patterns.fail_if_body_not_matches_regexp : patterns.fail_if_body_matches_regexp).push(pattern);
  return true;
}

interface Found {
  readonly pattern: string;
  readonly mustMatch: boolean;
}

const anything = '(?s).';

function textPattern({ on, is, value, ignoreJsonWhitespace = true }: Assertion): Found | null {
  const text = textOf(value);
  const contained = on === 'body' && ignoreJsonWhitespace ? quotedLoosely : quoted;
  switch (is) {
    case 'contains':
      return { pattern: contained(text), mustMatch: true };
    case 'notContains':
      return { pattern: quoted(text), mustMatch: false };
    case 'equals':
      return { pattern: exactly(text), mustMatch: true };
    case 'notEquals':
      return { pattern: exactly(text), mustMatch: false };
    case 'matches':
      return { pattern: text, mustMatch: true };
    case 'in':
      return { pattern: anyOf(listOf(value).map((one) => exactly(textOf(one)))), mustMatch: true };
    case 'exists':
      return { pattern: on === 'header' ? '' : anything, mustMatch: value !== false };
    default:
      return null;
  }
}

function memberPattern({ is, value, path = '' }: Assertion): Found | null {
  const pattern = is === 'in' ? membersPattern(path, listOf(value)) : jsonMember(path, value);
  if (pattern === null) return null;
  if (is === 'equals' || is === 'in') return { pattern, mustMatch: true };
  return is === 'notEquals' ? { pattern, mustMatch: false } : null;
}

function membersPattern(path: string, values: readonly Json[]): string | null {
  const patterns = values.flatMap((value) => jsonMember(path, value) ?? []);
  return patterns.length < values.length ? null : anyOf(patterns);
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
