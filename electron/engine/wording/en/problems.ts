/** What is wrong with a field, to be read after the field's name: `interval: must be between 5s and 1d`. */
import { formatDuration } from '../../../contract/duration.ts';
import { oneLine } from '../../../contract/plain-text.ts';
import type { JsonPathRule, Problem, ProblemFacts, Shape } from '../../../contract/problems.ts';
import { say, type Words } from '../wording.ts';

const jsonPathRules: Readonly<Record<JsonPathRule, string>> = {
  'one-descent': 'may hold .. only once',
  'root-in-filter': 'may hold $ in a filter only as a path to one value',
  'descent-in-filter': 'may not hold .. in a filter',
  'selectors-in-filter': 'may not hold several selectors in one bracket in a filter',
};

const shapeNames: Readonly<Record<Shape, string>> = {
  text: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  list: 'a list',
  object: 'an object',
  null: 'null',
};

const oneOf = (values: readonly string[]): string =>
  values.length === 1 ? `must be ${values.join('')}` : `must be one of ${values.join(', ')}`;

export const problems: Words<ProblemFacts> = {
  'unknown-field': 'is not a known field',
  'wrong-shape': ({ shapes, isUnquoted }) =>
    `must be ${shapes.map((shape) => shapeNames[shape]).join(' or ')}${isUnquoted ? ', in quotes' : ''}`,
  'not-one-of': ({ values }) => oneOf(values),
  'required-one-of': ({ values }) => `is required: ${oneOf(values)}`,
  'not-at-least': ({ least }) => `must be at least ${String(least)}`,
  'not-at-most': ({ most }) => `must be at most ${String(most)}`,
  'not-a-duration': 'is not a duration: write 500ms, 30s, 5m, 1h or 2d',
  'not-valid': 'is not valid here',
  'not-an-id': 'must be 1 to 64 characters of a-z, 0-9 and -',
  'id-taken': 'is already taken',
  'id-fixed': 'cannot change',
  'kind-fixed': ({ kind }) => `cannot change: it is ${kind}`,
  required: 'is required',
  empty: 'must not be empty',
  'not-one-line': 'must be one line',
  'control-characters': 'must not contain control characters',
  'too-long': ({ most }) => `must not be longer than ${String(most)} characters`,
  'too-few': ({ least }) => (least === 1 ? 'needs at least one' : `needs at least ${String(least)}`),
  'too-many': ({ most }) => `must have at most ${String(most)}`,
  duplicate: 'is given twice',
  'not-in-range': ({ least, most }) => `must be a whole number from ${String(least)} to ${String(most)}`,
  'duration-not-in-range': ({ least, most }) => `must be between ${formatDuration(least)} and ${formatDuration(most)}`,
  'duration-too-short': ({ least }) => `must be at least ${formatDuration(least)}`,
  'duration-too-long': ({ most }) => `must be at most ${formatDuration(most)}`,
  'not-shorter-than': ({ field, limit }) => `must be shorter than the ${field} (${formatDuration(limit)})`,
  'not-url': 'is not a URL',
  'not-web-url': 'must begin with http:// or https://',
  'not-webhook-url': 'must begin with https:// (http:// on this computer only)',
  'not-proxy-url': 'must begin with http://, https:// or socks5://',
  'url-with-login': 'must not contain a username or password',
  'not-host': 'is not a host name or an address',
  'not-server': 'is not a host name or an address, with or without a port, such as 1.1.1.1 or dns.example.com:5353',
  'not-mailbox': 'is not an email address',
  'not-certificates': 'must be certificates in PEM: -----BEGIN CERTIFICATE-----, its lines, -----END CERTIFICATE-----',
  'not-token': 'must be 16 to 64 characters of A-Z, a-z, 0-9, _ and -',
  'no-stored-secret': 'is required: none is stored',
  'secret-of-another-origin': 'must be entered again: it was stored for another address',
  'not-header-name': 'is not a header name',
  'container-or-label': 'needs either the name of a container or a label',
  'not-variable-name': 'is not the name of an environment variable',
  'header-of-connection': 'is set by the connection itself',
  'header-of-login': 'is set by the login already: keep one of the two',
  'not-latin-line': 'must be one line of Latin characters',
  'not-an-escape': 'may use only the escapes \\r \\n \\t \\0 \\xHH and \\\\',
  'needs-setting': ({ field }) => `needs ${field} to be on`,
  'login-without-proxy': 'must be the URL of a proxy if a proxy login is set',
  'colon-in-username': 'must not contain a colon',
  'body-with-method': ({ method }) => `is not sent with ${method}: choose another method, or leave it out`,
  'password-without-username': 'needs a username',
  'username-without-password': 'is required with a username',
  'retired-connector':
    'belongs to an Office 365 connector, which Microsoft has retired: create a workflow in Teams and use its URL',
  'digest-opens-outage': 'each digest would open an incident there: choose another channel',
  'no-such-channel': ({ id }) => `there is no channel ${JSON.stringify(id)}`,
  'no-such-monitor': ({ id }) => `there is no monitor ${JSON.stringify(id)}`,
  'depends-on-itself': 'must not name the monitor itself',
  'dependency-cycle': ({ ids }) => `creates a dependency cycle: ${ids.join(' → ')}`,
  'no-such-location': ({ id }) => `there is no location ${JSON.stringify(id)}`,
  'location-cannot-ask': ({ name }) => `${name} cannot probe this kind of monitor`,
  'location-needs-field': ({ name, field }) => `${name} can probe this monitor only if ${field} is set`,
  'location-refuses-field': ({ name, field }) => `${name} cannot probe this monitor with its ${field}`,
  'needs-public-target': ({ name }) => `${name} is public and probes targets with a public address only`,
  'not-shorter-than-interval': ({ limit }) => `must not be shorter than the interval (${formatDuration(limit)})`,
  'not-time-of-day': 'is not a time of day: write 07:00 or 22:30',
  'not-time-zone': 'is not a time zone: write Europe/Vienna or UTC',
  'endless-maintenance': 'must leave some time outside: a window that never ends is a pause',
  'covers-nothing': 'needs monitors, tags, or all: true',
  'not-an-instant': 'must be a date and time: 2026-11-29T02:00, with +01:00 or Z for a fixed offset',
  'endless-quiet-hours': 'must differ from the start, or quiet hours would never end',
  'not-cron': ({ reason }) =>
    reason === null
      ? 'is not a cron line: write minute, hour, day, month and weekday, such as 0 3 * * 1-5'
      : `is not a cron line: ${oneLine(reason, 200)}`,
  'cron-never-due': 'never falls due',
  'cron-at-event': 'names no time: an event such as @reboot is not a schedule',
  'cron-with-year': 'must not name a year',
  'calendar-not-cron':
    'is an OnCalendar line that cron cannot express: no years, no days from the end of the month, no time zone',
  'one-schedule': 'must have either a period or cron lines',
  'not-web-urls': ({ url }) => `must be http or https URLs; this is not one: ${url}`,
  'token-of-another': ({ id }) => `is already the token of ${JSON.stringify(id)}`,
  'not-before': ({ field }) => `must be before ${field}`,
  'not-ahead': 'must be in the future',
  'too-far-ahead': ({ days }) => `must be within ${String(days)} days`,
  'required-but-for-monitor': 'is required unless a single monitor is muted',
  'not-own-address': 'is not an address of this computer',
  'port-taken': 'is in use by another program, or reserved by the system',
  'required-in-file': 'is required in a file: it identifies the record when the file is applied again',
  'twice-in-file': 'is used twice in this file',

  'unknown-placeholder': ({ name, names }) =>
    `{{${oneLine(name, 50)}}} is not a placeholder: there are ${names.join(', ')}`,
  'not-json-template': ({ line, column }) => `is not valid JSON at line ${String(line)}, column ${String(column)}`,
  'not-form-line': ({ line }) => `line ${String(line)} must be name=value`,

  'variables-not-set': ({ names }) =>
    names.length === 1
      ? `the environment variable ${names.join('')} is not set`
      : `the environment variables ${names.join(', ')} are not set`,
  'file-empty': 'is empty: write `monitors: []` to remove everything it created',
  'file-too-large': ({ mebibytes }) => `is larger than ${String(mebibytes)} MiB`,
  'file-too-long': ({ words }) => `has more than ${String(words)} tokens`,
  'too-many-references': ({ most }) => `has more than ${String(most)} anchors and aliases`,
  'aliases-too-large': 'has aliases that expand to too much data',
  'too-deep': 'is nested too deeply',
  'unknown-alias': ({ name }) => `*${name} refers to nothing before it`,
  'repeated-key': 'repeats a key of the same object',
  'not-yaml': ({ reason }) => reason,

  'operator-not-for-subject': ({ subject, operators }) => `does not fit ${subject}: use ${operators.join(', ')}`,
  'subject-not-for-kind': ({ subjects }) => `must be one of ${subjects.join(', ')}`,
  'path-not-for-subject': 'is only for json and header',
  'json-path-missing': 'is missing: a JSONPath, such as $.checks.database',
  'header-name-missing': "is missing: the header's name",
  'any-not-for-assertion': 'is only for json with equals, in, matches, lessThan and greaterThan',
  'whitespace-not-for-assertion': 'is only for body contains and body notContains',
  'not-true-or-false': 'must be true, false or left out',
  'value-missing': 'is missing',
  'not-a-number': 'must be a number',
  'not-text': 'must be text',
  'integer-not-exact': 'must be in quotes: as a number over 2^53 it is not exact',
  'value-rewritten': 'must be text, in quotes, or written as in JSON: YAML reads it as another value',
  'not-a-list': 'must be a list',
  'empty-list': 'is an empty list, which matches nothing',
  'contained-in-everything': 'is empty: everything contains it',
  'not-a-status': 'must be a status between 100 and 999',
  'pattern-not-text': 'must be a regular expression, as text',
  'empty-pattern': 'is empty: it would match everything',
  'not-a-pattern': ({ reason }) => `is not a regular expression: ${reason}`,
  'json-path-without-root': 'is not a JSONPath: it begins with $, as in $.checks.database',
  'not-a-json-path': ({ reason, at }) => {
    const place = at === null ? 'at its end' : `at character ${String(at)}`;
    return `is not a JSONPath: ${reason === null ? `syntax error ${place}` : `${reason}, ${place}`}`;
  },
  'json-path-too-costly': ({ rule }) => jsonPathRules[rule],
  'json-path-pattern-not-literal': ({ function: name }) =>
    `takes the pattern of ${name}() as text, not from the document`,
  'json-path-with-bad-pattern': ({ pattern }) => `has a pattern that ${describeProblem(pattern)}`,
};

export function describeProblem(found: Problem): string {
  return say(problems, found);
}
