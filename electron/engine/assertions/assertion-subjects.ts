/** What an assertion is about, taken out of the answer: its values, and its name in a message. */
import type { Assertion, Json } from '../../contract/model/monitor.ts';
import { describeProblem } from '../wording/en/problems.ts';
import { jsonPathOf } from './json-path.ts';
import type { ProbedResponse } from '../kinds/http/probed-response.ts';
import { shown } from '../transport/shown-value.ts';

export interface Reading {
  /** `$.checks.database`, `header content-type`. */
  readonly name: string;
  /** None: it is not there. Only a JSONPath comes to more than one. */
  readonly values: readonly Json[];
  /** Why there is nothing to be judged, in words; null: there is. */
  readonly problem: string | null;
}

export function readSubject(assertion: Assertion, response: ProbedResponse): Reading {
  const { on, path = '' } = assertion;
  switch (on) {
    case 'status':
      return reading('status', [response.status]);
    case 'responseTime':
      return reading('response time', [response.responseTime]);
    case 'header': {
      const name = path.toLowerCase();
      const value = Object.hasOwn(response.headers, name) ? response.headers[name] : undefined;
      return reading(`header ${name}`, value === undefined ? [] : [value]);
    }
    case 'body': {
      const text = response.text();
      return text === null ? tooLarge('body') : reading('body', [text]);
    }
    case 'json':
      return readJson(path, response);
  }
}

function readJson(path: string, response: ProbedResponse): Reading {
  const text = response.text();
  if (text === null) return tooLarge(path);
  const document = response.json();
  if (document === null) {
    const body = text === '' ? 'empty' : `not JSON: ${shown(text, response.redact)}`;
    return { ...reading(path, []), problem: `the body is ${body}` };
  }
  const { problem, valuesIn } = jsonPathOf(path);
  const values = problem === null ? valuesIn(document.value) : [];
  if (values === null) return { ...reading(path, []), problem: `${path} leads to too many values` };
  return { ...reading(path, values), problem: problem === null ? null : `${path} ${describeProblem(problem)}` };
}

function reading(name: string, values: readonly Json[]): Reading {
  return { name, values, problem: null };
}

function tooLarge(name: string): Reading {
  return { name, values: [], problem: 'the body is larger than 1 MiB' };
}
