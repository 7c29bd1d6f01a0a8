/**
 * Reads from the JSON reports of Vitest and Playwright how many tests passed, failed and were skipped, and which ones
 * passed only on a second attempt.
 */
import { existsSync, readFileSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed at first and passed when it was tried again, a line each; counted as passed. */
  readonly retried: readonly string[];
}

export const none: Counts = { passed: 0, failed: 0, skipped: 0, retried: [] };

export function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    retried: [...a.retried, ...b.retried],
  };
}

export function inWords(counts: Counts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Files that cannot be loaded fail without a failed test. */
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      /** Of every attempt, those of a test that passed in the end included. */
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly { readonly error?: { readonly message?: string } }[];
    }[];
  }[];
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  /** Errors outside of any test. */
  readonly errors: readonly unknown[];
  readonly suites: readonly PlaywrightSuite[];
}

/** A missing report counts as one failure: the run did not finish. */
export function readVitest(file: string): Counts {
  const report = readReport(file) as VitestReport | null;
  if (report === null) return { ...none, failed: 1 };
  const broken = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    retried: report.testResults
      .flatMap((result) => result.assertionResults)
      .filter((test) => test.status === 'passed' && test.failureMessages.length > 0)
      .map((test) => attempt(test.fullName, test.failureMessages[0])),
  };
}

export function readPlaywright(file: string): Counts {
  const report = readReport(file) as PlaywrightReport | null;
  if (report === null) return { ...none, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return {
    passed: expected + flaky,
    failed: unexpected + report.errors.length,
    skipped,
    retried: report.suites.flatMap(retriedOf),
  };
}

function retriedOf(suite: PlaywrightSuite): readonly string[] {
  const here = suite.specs.flatMap((spec) =>
    spec.tests
      .filter((test) => test.status === 'flaky')
      .map((test) => attempt(spec.title, test.results[0]?.error?.message)),
  );
  return [...here, ...(suite.suites ?? []).flatMap(retriedOf)];
}

function attempt(title: string, message = 'no message'): string {
  return `${title} (${message.split('\n', 1).join('')})`;
}

/** The tools' versions are pinned, and the shapes above are theirs. */
function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
