/** What an assertion is about, taken out of the response. */
import type { Finding } from '../../contract/assertion-result.ts';
import type { Assertion, Json } from '../../contract/model/monitor.ts';
import { jsonPathOf } from './json-path.ts';
import type { ProbedResponse } from '../kinds/http/probed-response.ts';
import { shown } from '../transport/shown-value.ts';

export interface Reading {
  /** None: it is not there. Only a JSONPath comes to more than one. */
  readonly values: readonly Json[];
  /** Why there is nothing to be judged; null: there is. */
  readonly problem: Finding | null;
}

/** Of a body, in bytes. */
const readLimit = 1_048_576;

export function readSubject(assertion: Assertion, response: ProbedResponse): Reading {
  const { on, path = '' } = assertion;
  switch (on) {
    case 'status':
      return reading([response.status]);
    case 'responseTime':
      return reading([response.responseTime]);
    case 'header': {
      const name = path.toLowerCase();
      const value = Object.hasOwn(response.headers, name) ? response.headers[name] : undefined;
      return reading(value === undefined ? [] : [value]);
    }
    case 'body': {
      const text = response.text();
      return text === null ? tooLarge : reading([text]);
    }
    case 'json':
      return readJson(path, response);
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
  const values = valuesIn(document.value);
  return values === null ? unread({ code: 'too-many-values', facts: {} }) : reading(values);
}

function reading(values: readonly Json[]): Reading {
  return { values, problem: null };
}

function unread(problem: Finding): Reading {
  return { values: [], problem };
}

const tooLarge = unread({ code: 'body-too-large', facts: { limitBytes: readLimit } });
