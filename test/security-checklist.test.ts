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
    ['e2e/electron/security.test.ts', 'the page has the frozen bridge, and neither Node nor Electron'],
    ['main/window.test.ts', 'its page has no Node, its own context, the sandbox, and no developer tools'],
  ],
  [
    'the developer tools are for unpackaged programs',
    ['main/security.test.ts', 'the developer tools load in an unpackaged program alone'],
  ],
  [
    'only the files of the build are served, however a path is spelled',
    ['e2e/electron/security.test.ts', 'only the files of the window are served'],
    ['main/scheme.test.ts', 'leads to nothing outside the folder'],
    ['main/scheme.test.ts', 'only the scheme and host of the window are own'],
    ['http/page-handler.test.ts', 'nothing but the files of the window is served'],
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
    'only the top frame of the window may call, from its own origin',
    ['main/ipc/registrar.test.ts', 'another page of the program is refused'],
    ['main/ipc/registrar.test.ts', 'a frame inside the page is refused, even of our own origin'],
    ['main/ipc/registrar.test.ts', 'a frame that is gone is refused'],
    ['main/ipc/registrar.test.ts', 'the window is refused while it shows %j'],
  ],
  [
    'every argument of a call is parsed',
    ['engine/api/handlers.test.ts', 'arguments that do not fit the schema never reach a handler'],
    ['main/preload.test.ts', 'the page gets one way to call and the subscription, and nothing else'],
    ['e2e/electron/security.test.ts', 'calls with bad arguments are refused by field'],
  ],
  [
    'secrets are ciphertext at rest, and redacted everywhere else',
    [
      'engine/secrets-nowhere.test.ts',
      'no secret is in database, log, backup, export, answer, error, event or message, and all files are private',
    ],
    ['engine/kinds/http/http-probe.test.ts', 'of the monitor come back nowhere, in whatever form they are sent back'],
    ['engine/kinds/http/http-probe.test.ts', 'are in no message of an assertion, a part or an answer that is no JSON'],
    [
      'engine/kinds/http/http-probe.test.ts',
      'that an address repeats are left out of it, where redirects lead and where they fail',
    ],
    ['host/logger.test.ts', 'a message that repeats a credential loses it: %s'],
    ['headless/serve.test.ts', 'secrets are in no output, no log and not in the database'],
    ['host/key-file-secret-box.test.ts', 'the key is made at the first sealing, for its owner alone'],
  ],
  [
    'a foreign name that leads to the listener is refused, and so is a foreign site, with a token or without',
    ['http/api-handler.test.ts', 'Host with %s is foreign: 403'],
    ['http/page-handler.test.ts', 'a foreign Host does not get the page'],
    ['http/listener.test.ts', 'on all addresses it answers to each of them, but not to foreign names'],
    ['http/api-handler.test.ts', 'Origin of %s is foreign: 403'],
    ['http/api-handler.test.ts', 'a foreign site is told nothing that its browser would pass on'],
    ['http/api-handler.test.ts', "['a form', "],
    ['http/api-handler.test.ts', '%s: 401, and nothing is called'],
  ],
  [
    'no value breaks out of its header',
    ['engine/monitors/normalise.test.ts', "'headers.X-A': 'must be one line of Latin characters'"],
    ['engine/notifications/channels/email/send-email.test.ts', 'cannot be made to carry another header or recipient'],
    ['engine/notifications/channels/email/email-message.test.ts', 'is one line, whatever name and reason hold'],
  ],
  [
    'one process has the data: a further start hands over to it, and what it hands over is judged',
    ['e2e/electron/process.test.ts', 'a second start shows the window of the first and ends'],
    ['main/claim.test.ts', 'a start on a data directory that another one has hands over its arguments and ends'],
    ['main/claim.test.ts', 'a hostile link shows nothing, and what stands behind it is not read'],
  ],
  ['fuses and archive are sealed', ['main/packaging.test.ts', 'run nothing but the program in their archive']],
  [
    'text from outside is text',
    ['e2e/browser/hostile-text.test.ts', 'hostile text is text wherever it is shown'],
    ['headless/output.test.ts', 'text from outside cannot command the terminal'],
    ['headless/output.test.ts', 'neither a check nor a ping repeats what commands the terminal'],
    ['headless/commands.test.ts', 'repeats nothing in an error that commands the terminal, foreseen or not'],
    ['engine/config/export.test.ts', 'what would command a terminal or turn a line is written as an escape'],
    ['host/logger.test.ts', 'text from outside commands no terminal'],
    ['headless/output.test.ts', 'text from outside cannot turn the direction of a line'],
    ['headless/output.test.ts', 'JSON for scripts holds the same text with nothing in it that commands a terminal'],
    ['host/node-notifier.test.ts', 'the body is text, not markup, and keeps its backslashes'],
    ['host/node-notifier.test.ts', 'nothing in a title or a body reaches the shell'],
    ['main/native-notifier.test.ts', 'text from outside stays text where the desktop reads markup'],
    ['main/tray/wording.test.ts', 'is no key to press, and no markup'],
    [
      'engine/notifications/channels/slack/slack-message.test.ts',
      'wakes nobody, links nothing and formats nothing by what comes from outside',
    ],
    [
      'engine/notifications/channels/slack/slack-message.test.ts',
      'shows marks of formatting as they are, and calls nobody',
    ],
    [
      'engine/notifications/channels/email/email-message.test.ts',
      'shows outside text as text: no tag, attribute or entity of it survives',
    ],
  ],
  [
    'what is read from others is capped: bodies, headers, redirects, pings, answers',
    ['engine/kinds/http/limits.test.ts', 'that never ends is left there'],
    ['engine/kinds/http/limits.test.ts', 'is counted as it unpacks: a bomb ends at the cap'],
    ['engine/kinds/http/limits.test.ts', 'headers without end are too large'],
    ['engine/kinds/http/redirects.test.ts', 'five are followed, the sixth is one too many'],
    ['http/ping-handler.test.ts', 'a larger body is accepted and cut to 10 kB, between two characters'],
    ['http/ping-handler.test.ts', 'one who never stops sending is answered and cut off'],
    ['http/api-handler.test.ts', 'one who never stops sending is answered and cut off, and nothing is called'],
    ['http/api-handler.test.ts', "['more than a mebibyte', "],
    ['http/listener.test.ts', 'by itself: 500 connections, 16 KiB of headers in five seconds, a request in ten'],
    ['http/listener.test.ts', 'headers that are too large are refused'],
    ['http/listener.test.ts', 'connections above the limit are closed, and make room when they end'],
    ['engine/notifications/channels/slack/send-slack.test.ts', 'reads no more of an answer than it needs'],
  ],
  [
    'what a file may cost to read is bounded',
    ['engine/config/parse.test.ts', 'too many %s are refused before they are read'],
    ['engine/config/parse.test.ts', 'a bomb of aliases does not go off'],
    ['engine/config/parse.test.ts', 'what is nested too deeply line by line is told with its line'],
    ['engine/config/parse.test.ts', 'a file of more than a mebibyte is refused'],
  ],
];

const checklist: readonly Line[] = written.map(([line, ...proofs]) => ({ line, proofs }));

test.each(checklist)('$line', ({ proofs }) => {
  expect(proofs.length).toBeGreaterThan(0);
  for (const [file, name] of proofs) expect(readFileSync(join(root, 'test', file), 'utf8')).toContain(name);
});
