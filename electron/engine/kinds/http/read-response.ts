/** What assertions read from an HTTP response. */
import type { Assertion } from '../../../contract/model/monitor.ts';
import { patternOf } from '../../assertions/pattern.ts';
import { textOf } from '../../assertions/operators.ts';
import { jsonPathOf } from '../../assertions/json-path.ts';
import { found, unread, type Readable, type Reading } from '../../assertions/reading.ts';
import { shown } from '../../transport/shown-value.ts';
import type { ProbedResponse } from './probed-response.ts';

/** Limit of a body, in bytes. */
const readLimit = 1_048_576;

export function readableResponse(response: ProbedResponse): Readable {
  const { text, json, redact } = response;
  return { read: (assertion) => read(assertion, response), text, json, redact };
}

function read(assertion: Assertion, response: ProbedResponse): Reading {
  const { on, path = '' } = assertion;
  switch (on) {
    case 'status':
      return found(response.status);
    case 'responseTime':
      return found(response.responseTime);
    case 'header': {
      const name = path.toLowerCase();
      const value = Object.hasOwn(response.headers, name) ? response.headers[name] : undefined;
      return value === undefined ? found() : found(value);
    }
    case 'finalUrl':
      return found(response.finalUrl);
    case 'certificateDays':
      return response.certificateDays === null ? found() : found(response.certificateDays);
    case 'body':
      return readBody(assertion, response);
    case 'json':
      return readJson(path, response);
    default:
      return found(); // the definition has no other subjects
  }
}

/** Of a body that was cut, the part that was read serves what no further text can undo. */
function readBody(assertion: Assertion, response: ProbedResponse): Reading {
  const text = response.text();
  if (text !== null) return found(text);
  const part = response.readText();
  return holdsForGood(assertion, part) ? found(part) : tooLarge;
}

function holdsForGood({ is, value }: Assertion, part: string): boolean {
  switch (is) {
    case 'exists':
      return value !== false && part !== '';
    case 'contains':
      return typeof value === 'string' && part.includes(value);
    case 'matches': {
      // Whatever comes next must not matter to the match.
      const { occursIn } = patternOf(textOf(value ?? ''));
      return occursIn(`${part}a`) === true && occursIn(`${part} `) === true;
    }
    default:
      return false;
  }
}

function readJson(path: string, response: ProbedResponse): Reading {
  const text = response.text();
  if (text === null) return tooLarge;
  const document = response.json();
  if (document === null) {
    const begins = shown(text, response.redact);
    return unread(text === '' ? { code: 'body-empty', facts: {} } : { code: 'body-not-json', facts: { begins } });
  }
  const { problem, valuesIn } = jsonPathOf(path);
  if (problem !== null) return unread({ code: 'path-invalid', facts: { problem } });
  const selected = valuesIn(document.value, document.written);
  return selected.ok ? found(...selected.values) : unread({ code: selected.reason, facts: {} });
}

const tooLarge = unread({ code: 'body-too-large', facts: { limitBytes: readLimit } });
