/** The fields of an `http` monitor: defaults and limits. */
import { formatDuration } from '../../../contract/duration.ts';
import type { Assertion, HttpAuth, HttpMethod, HttpMonitor } from '../../../contract/model/monitor.ts';
import type { ParsedMonitor } from '../../../contract/schemas.ts';
import { assertionErrors } from '../../assertions/assertion-rules.ts';
import { httpDefaults } from '../../monitors/defaults.ts';
import {
  collectErrors,
  countError,
  durationError,
  hasControlCharacter,
  lengthError,
  underPath,
  type FieldError,
  type FieldErrors,
} from '../../monitors/field-errors.ts';
import { headerErrors, headerValueError } from './header-rules.ts';
import { revealAuth, revealHeaders } from '../../monitors/hidden-secrets.ts';
import { merge } from '../../monitors/merge.ts';

export type HttpInput = Extract<ParsedMonitor, { kind: 'http' }>;
type CommonField = 'id' | 'name' | 'enabled' | 'severity' | 'tags' | 'notes' | 'source';
export type HttpFields = Omit<HttpMonitor, CommonField>;
type HttpDraft = Omit<HttpFields, 'assertions'>;

export interface Normalised<T> {
  readonly value: T;
  readonly errors: FieldErrors;
}

const secondMs = 1_000;
const dayMs = 86_400_000;
const shortestInterval = 5 * secondMs;
const shortestTimeout = 100;
const longestUrl = 4_096;
const longestBody = 100_000;
const mostAssertions = 50;
const mostWarnings = 5;
const bodilessMethods: readonly HttpMethod[] = ['GET', 'HEAD'];

export function normaliseHttp(input: HttpInput, existing: HttpMonitor | null): Normalised<HttpFields> {
  const draft = merge(defaultsFor(input), input);
  const headers = revealHeaders(draft.headers, existing);
  const auth = revealAuth(draft.auth, existing);
  const assertions = (input.assertions ?? []).map(toAssertion);
  const value: HttpFields = {
    ...draft,
    url: draft.url.trim(),
    body: draft.body === '' ? null : draft.body,
    headers: headers.value,
    auth: auth.value,
    certificateWarningDays: Array.from(new Set(draft.certificateWarningDays)).sort((a, b) => b - a),
    assertions,
  };
  return { value, errors: { ...errorsOf(value), ...headers.errors, ...auth.errors } };
}

function defaultsFor({ url, interval = httpDefaults.interval }: HttpInput): HttpDraft {
  const { assertions: _, ...defaults } = httpDefaults;
  // Who asks for a short interval alone is not to be told off for the timeout.
  const timeout = interval > defaults.timeout ? defaults.timeout : Math.max(shortestTimeout, Math.floor(interval / 2));
  return { kind: 'http', url, ...defaults, interval, timeout };
}

/** Without the fields that are undefined, so that a monitor reads the same before and after it was stored. */
function toAssertion(input: NonNullable<HttpInput['assertions']>[number]): Assertion {
  const { on, is, value, path, ignoreJsonWhitespace } = input;
  return {
    on,
    is,
    ...(value === undefined ? {} : { value }),
    ...(path === undefined ? {} : { path }),
    ...(ignoreJsonWhitespace === undefined ? {} : { ignoreJsonWhitespace }),
  };
}

function errorsOf(monitor: HttpFields): FieldErrors {
  const { timeout, degradedAfter, failAfter, recoverAfter } = monitor;
  // An interval that is too short is one mistake: what is compared with it need not be named as well.
  const interval = Math.max(monitor.interval, shortestInterval);
  return {
    ...collectErrors({
      url: urlError(monitor.url),
      body: bodyError(monitor),
      interval: durationError(monitor.interval, shortestInterval, dayMs),
      timeout: timeoutError(timeout, interval),
      recheckInterval: durationError(monitor.recheckInterval, secondMs, interval),
      failAfter: countError(failAfter, 1, 10),
      recoverAfter: countError(recoverAfter, 1, 10),
      degradedAfter: degradedAfterError(degradedAfter, timeout),
      certificateWarningDays: warningsError(monitor.certificateWarningDays),
    }),
    ...authErrors(monitor.auth),
    ...headerErrors(monitor.headers, monitor.auth),
    ...assertionsErrors(monitor.assertions),
  };
}

function urlError(text: string): FieldError {
  if (text === '') return 'must not be empty';
  if (!/^https?:\/\//i.test(text)) return 'must begin with http:// or https://';
  const url = hasControlCharacter(text) ? null : parseUrl(text);
  if (url === null) return 'is not a URL';
  if (url.username !== '' || url.password !== '')
    return 'must not hold a user name or password: give them as the login (auth)';
  return lengthError(text, longestUrl);
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function bodyError({ body, method }: HttpFields): FieldError {
  if (body === null) return null;
  if (bodilessMethods.includes(method)) return `is not sent with ${method}: choose another method, or leave it out`;
  return lengthError(body, longestBody);
}

function timeoutError(timeout: number, interval: number): FieldError {
  if (timeout < shortestTimeout) return `must be at least ${formatDuration(shortestTimeout)}`;
  return timeout < interval ? null : `must be shorter than the interval (${formatDuration(interval)})`;
}

function degradedAfterError(degradedAfter: number | null, timeout: number): FieldError {
  if (degradedAfter === null) return null;
  if (degradedAfter < 1) return 'must be at least 1ms';
  return degradedAfter < timeout ? null : `must be shorter than the timeout (${formatDuration(timeout)})`;
}

function warningsError(days: readonly number[]): FieldError {
  if (days.length > mostWarnings) return `must not be more than ${String(mostWarnings)}`;
  return days.map((count) => countError(count, 1, 365)).find((error) => error !== null) ?? null;
}

function authErrors(auth: HttpAuth | null): FieldErrors {
  switch (auth?.type) {
    case 'basic':
      return collectErrors({
        'auth.username': usernameError(auth.username),
        'auth.password': typeof auth.password === 'string' ? credentialError(auth.password) : null,
      });
    case 'bearer':
      return collectErrors({
        'auth.token': auth.token === '' ? 'must not be empty' : headerValueError(auth.token),
      });
    case undefined:
      return {};
  }
}

function usernameError(username: string): FieldError {
  // It ends at the first colon (RFC 7617).
  return username.includes(':') ? 'must not contain a colon' : credentialError(username);
}

function credentialError(text: string): FieldError {
  return hasControlCharacter(text) ? 'must not contain control characters' : lengthError(text, 1_000);
}

function assertionsErrors(assertions: readonly Assertion[]): FieldErrors {
  if (assertions.length > mostAssertions) return { assertions: `must not be more than ${String(mostAssertions)}` };
  const errors = assertions.map((assertion, index) =>
    underPath(`assertions.${String(index)}`, assertionErrors(assertion)),
  );
  return Object.fromEntries(errors.flatMap((found) => Object.entries(found)));
}
