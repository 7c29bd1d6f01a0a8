/** A pattern inside an expected object. A bare regular expression there matches everything, since it has no fields. */
import { expect } from 'vitest';

export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
