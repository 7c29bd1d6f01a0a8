import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { add, none, readPlaywright, readVitest } from '../../build/test-counts.ts';
import { tempDirectory } from '../support/temp-directory.ts';

function reportOf(content: unknown): string {
  const file = join(tempDirectory(onTestFinished), 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test('a unit test that passes at the second attempt counts as passed and is named with its first failure', () => {
  const results = [
    { fullName: 'steady', status: 'passed', failureMessages: [] },
    { fullName: 'shaky', status: 'passed', failureMessages: ['Error: too early\n    at line 3'] },
    { fullName: 'broken', status: 'failed', failureMessages: ['Error: wrong', 'Error: wrong'] },
  ];
  const report = reportOf({
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ status: 'failed', assertionResults: results }],
  });
  expect(readVitest(report)).toEqual({ passed: 2, failed: 1, skipped: 0, retried: ['shaky (Error: too early)'] });
});

test('a file that cannot be loaded counts as a failure', () => {
  const counted = { numPassedTests: 4, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 };
  const report = reportOf({ ...counted, testResults: [{ status: 'failed', assertionResults: [] }] });
  expect(readVitest(report)).toEqual({ passed: 4, failed: 1, skipped: 1, retried: [] });
});

test('an end-to-end test that passes at the second attempt is found however deep its suite lies', () => {
  const shaky = {
    title: 'opens',
    tests: [{ status: 'flaky', results: [{ error: { message: 'Timeout\nmore' } }, {}] }],
  };
  const report = reportOf({
    stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 },
    errors: [],
    suites: [{ specs: [], suites: [{ specs: [shaky] }] }],
  });
  expect(readPlaywright(report)).toEqual({ passed: 4, failed: 0, skipped: 0, retried: ['opens (Timeout)'] });
});

test('a run that left no report counts as one failure', () => {
  expect(readVitest('/nowhere/report.json')).toEqual({ ...none, failed: 1 });
  expect(readPlaywright('/nowhere/report.json')).toEqual({ ...none, failed: 1 });
});

test('rings are added up', () => {
  const ring = { passed: 1, failed: 2, skipped: 3, retried: ['one'] };
  expect(add(ring, { ...ring, retried: [] })).toEqual({ passed: 2, failed: 4, skipped: 6, retried: ['one'] });
});
