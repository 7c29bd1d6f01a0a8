/** What protects the user, line by line, and the test that shows it: one that is renamed or removed is missed here. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './support/source-imports.ts';

interface Line {
  readonly line: string;
  readonly proofs: readonly Proof[];
}
type Proof = readonly [file: string, test: string];

const written: readonly (readonly [line: string, ...proofs: readonly Proof[]])[] = [
  [
    'the page has neither Node nor Electron, and a frozen object of functions',
    ['e2e/electron/security.test.ts', 'the page has the frozen API of the contract, and neither Node nor Electron'],
  ],
  [
    'the developer tools are for unpackaged programs',
    ['main/security.test.ts', 'the developer tools load in an unpackaged program alone'],
  ],
  [
    'only the files of the build are served, however a path is spelled',
    ['e2e/electron/security.test.ts', 'only the files of the window are served'],
    ['http/page-routes.test.ts', 'is the window, without any token'],
  ],
  [
    'the policy allows own scripts and styles, and Trusted Types, in both hosts',
    ['e2e/electron/security.test.ts', 'text is never taken for code or markup'],
    ['e2e/browser/hostile-text.test.ts', 'what the built page may do is said by its policy, and the policy holds'],
  ],
  [
    'permissions, downloads, navigation, windows and foreign requests are denied',
    ['main/security.test.ts', 'no permission is granted, neither asked for nor looked up'],
    ['main/security.test.ts', 'downloads are refused'],
    ['e2e/electron/security.test.ts', 'nothing is fetched from anywhere, by any means'],
    ['e2e/electron/security.test.ts', 'the window goes nowhere, opens nothing and embeds nothing'],
  ],
  [
    'links go to the browser by one checked way',
    ['main/security.test.ts', 'web addresses are handed to the browser, and nothing else is'],
  ],
  [
    'every argument of a call is parsed',
    ['e2e/electron/security.test.ts', 'calls with bad arguments are refused by field'],
  ],
  [
    'secrets are ciphertext at rest, and redacted everywhere else',
    [
      'engine/secrets-nowhere.test.ts',
      'no secret is in database, log, backup, export, answer, error, event or message, and all files are private',
    ],
    ['headless/serve.test.ts', 'secrets are in no output, no log and not in the database'],
    ['host/key-file-secret-box.test.ts', 'the key is made at the first sealing, for its owner alone'],
  ],
  ['fuses and archive are sealed', ['main/packaging.test.ts', 'run nothing but the program in their archive']],
  [
    'text from outside is text',
    ['e2e/browser/hostile-text.test.ts', 'hostile text is text wherever it is shown'],
    ['headless/output.test.ts', 'text from outside cannot command the terminal'],
    ['host/node-notifier.test.ts', 'the body is text, not markup, and keeps its backslashes'],
  ],
  [
    'what a file may cost to read is bounded',
    ['engine/config/parse.test.ts', 'too many %s are refused before they are read'],
  ],
];

const checklist: readonly Line[] = written.map(([line, ...proofs]) => ({ line, proofs }));

test.each(checklist)('$line', ({ proofs }) => {
  expect(proofs.length).toBeGreaterThan(0);
  for (const [file, name] of proofs) expect(readFileSync(join(root, 'test', file), 'utf8')).toContain(name);
});
