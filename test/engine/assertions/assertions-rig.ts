import { expect } from 'vitest';
import type { Assertion } from '../../../electron/contract/model/monitor.ts';
import type { WordedAssertionResult } from '../../../electron/contract/worded.ts';
import { assertionProblems } from '../../../electron/engine/assertions/assertion-rules.ts';
import { wordedAssertion } from '../../../electron/engine/api/worded.ts';
import { evaluateResponse } from '../../../electron/engine/kinds/http/evaluate-response.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { response } from '../kinds/http/rig.ts';

export const evaluateAssertions = (...all: Parameters<typeof evaluateResponse>): readonly WordedAssertionResult[] =>
  evaluateResponse(...all).map((result) => wordedAssertion(result, en));

export type Parts = Parameters<typeof response>[0];

/** Every assertion that is tried here is one that a monitor may have. */
export function evaluate(assertion: Assertion, parts: Parts = {}): WordedAssertionResult {
  expect(assertionProblems(assertion)).toEqual({});
  const [result] = evaluateAssertions([assertion], response(parts));
  if (result === undefined) throw new Error('no result');
  return result;
}

export const passes = (assertion: Assertion, parts: Parts = {}): boolean => evaluate(assertion, parts).passed;

export const message = (assertion: Assertion, parts: Parts = {}): string => evaluate(assertion, parts).message;
