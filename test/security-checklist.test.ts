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
    ['main/security.test.ts', 'developer tools load in an unpackaged program only'],
  ],
  [
    'only the files of the build are served, however a path is spelled',
    ['e2e/electron/security.test.ts', "only the window's own files are served"],
    ['main/scheme.test.ts', 'leads to nothing outside the folder'],
    ['main/scheme.test.ts', "only the window's scheme and host are its own"],
    ['http/page-handler.test.ts', 'nothing but the files of the window is served'],
  ],
  [
    'the policy allows own scripts and styles, and Trusted Types, in both hosts',
    ['e2e/electron/security.test.ts', 'text is never interpreted as code or markup'],
    ['e2e/browser/hostile-text.test.ts', 'the content security policy of the built page is sent and enforced'],
  ],
  [
    'permissions, downloads, navigation, windows and foreign requests are denied',
    ['main/security.test.ts', 'no permission is granted, neither requested nor queried'],
    ['main/security.test.ts', 'of downloads only a text of our own page is offered for saving'],
    ['e2e/electron/security.test.ts', 'no method of fetching reaches any server'],
    ['e2e/electron/security.test.ts', 'the window cannot navigate, open windows or embed pages'],
  ],
  [
    'links go to the browser by one checked way',
    ['main/security.test.ts', 'web addresses open in the browser, and nothing else does'],
  ],
  [
    'only the top frame of the window may call, from its own origin',
    ['main/ipc/registrar.test.ts', 'another page of the program is rejected'],
    ['main/ipc/registrar.test.ts', 'a frame inside the page is rejected, even of our own origin'],
    ['main/ipc/registrar.test.ts', 'a frame that no longer exists is rejected'],
    ['main/ipc/registrar.test.ts', 'the window is refused while it shows %j'],
  ],
  [
    'every argument of a call is parsed',
    ['engine/api/handlers.test.ts', 'arguments that do not fit the schema never reach a handler'],
    ['main/preload.test.ts', 'the page gets one function to call, the subscription, and nothing else'],
    ['e2e/electron/security.test.ts', 'calls with invalid arguments are rejected with their fields'],
  ],
  [
    'secrets are ciphertext at rest, and redacted everywhere else',
    [
      'engine/secrets-nowhere.test.ts',
      'no secret is in database, log, backup, export, answer, error, event or message, and all files are private',
    ],
    ['engine/kinds/http/secrets.test.ts', 'of the monitor are redacted, whatever form the server returns'],
    [
      'engine/kinds/http/secrets.test.ts',
      'are redacted in the messages of assertions, unhealthy parts and invalid JSON',
    ],
    ['engine/kinds/http/secrets.test.ts', 'are redacted in redirect URLs, followed or failed'],
    ['host/logger.test.ts', 'a message that quotes a credential loses it: %s'],
    ['headless/serve.test.ts', 'secrets are in no output, no log and not in the database'],
    ['host/key-file-secret-box.test.ts', 'the key is created at the first sealing, private to its owner'],
  ],
  [
    'a foreign name that leads to the listener is refused, and so is a foreign site, with a token or without',
    ['http/api-handler.test.ts', 'Host with %s is foreign: 403'],
    ['http/page-handler.test.ts', 'a foreign Host does not get the page'],
    ['http/listener.test.ts', 'on all addresses it accepts each of them, but not foreign names'],
    ['http/api-handler.test.ts', 'Origin of %s is foreign: 403'],
    ['http/api-handler.test.ts', 'a foreign site gets no response headers that its browser would let it read'],
    ['http/api-handler.test.ts', "['a form', "],
    ['http/api-handler.test.ts', '%s: 401, and nothing is called'],
  ],
  [
    'no value breaks out of its header',
    ['engine/monitors/normalise.test.ts', "'headers.X-A': 'must be one line of Latin characters'"],
    [
      'engine/notifications/channels/email/send-email.test.ts',
      'cannot be given extra headers or recipients by injection',
    ],
    ['engine/notifications/channels/email/email-message.test.ts', 'is one line, whatever name and reason contain'],
  ],
  [
    'one process has the data: a further start hands over to it, and what it hands over is judged',
    [
      'e2e/electron/process.test.ts',
      "a second start shows the first one's window and exits; one for the tray shows nothing",
    ],
    [
      'main/claim.test.ts',
      'a start on a data directory in use passes its arguments on and exits, leaving nothing behind',
    ],
    ['main/claim.test.ts', 'a hostile link shows nothing, and what follows it is ignored'],
  ],
  ['fuses and archive are sealed', ['main/packaging.test.ts', 'run only the program in their archive']],
  [
    'text from outside is text',
    ['e2e/browser/hostile-text.test.ts', 'hostile text is shown as text everywhere'],
    ['headless/output.test.ts', 'text from outside cannot command the terminal'],
    ['headless/output.test.ts', 'neither a check nor a ping repeats what commands the terminal'],
    ['headless/commands.test.ts', 'repeats nothing in an error that commands the terminal, foreseen or not'],
    [
      'engine/config/export-text.test.ts',
      'control characters and direction marks are escaped, and read back unchanged',
    ],
    ['host/logger.test.ts', 'text from outside cannot control a terminal, neither at once nor when the file is shown'],
    ['headless/output.test.ts', 'text from outside cannot turn the direction of a line'],
    ['headless/output.test.ts', 'JSON for scripts holds the same text with nothing in it that commands a terminal'],
    ['host/node-notifier.test.ts', 'the body is text, not markup, and keeps its backslashes'],
    ['host/node-notifier.test.ts', 'nothing in a title or a body reaches the shell'],
    ['main/linux/bus-notifier.test.ts', 'text from outside stays text on a desktop that interprets markup'],
    ['main/tray/wording.test.ts', 'is no key to press, and no markup'],
    [
      'engine/notifications/channels/slack/slack-message.test.ts',
      'cannot be made to notify everyone, link or format by text from outside',
    ],
    [
      'engine/notifications/channels/slack/slack-message.test.ts',
      'shows formatting marks literally, and notifies nobody in clients that read only text',
    ],
    [
      'engine/notifications/channels/email/email-message.test.ts',
      'escapes text from outside: no tag, attribute or entity survives',
    ],
  ],
  [
    'what is read from others is capped: bodies, headers, redirects, pings, answers',
    ['engine/kinds/http/limits.test.ts', 'that never ends is read only up to the limit'],
    ['engine/kinds/http/limits.test.ts', 'is counted after decoding: a zip bomb ends at the limit'],
    ['engine/kinds/http/limits.test.ts', 'endless headers are too large'],
    ['engine/kinds/http/redirects.test.ts', 'five redirects are followed, a sixth fails'],
    ['http/ping-handler.test.ts', 'a larger body is accepted and cut to 10 kB, between two characters'],
    ['http/ping-handler.test.ts', 'one who never stops sending is answered and cut off'],
    ['http/api-handler.test.ts', 'a sender that never stops gets a response, is cut off, and calls nothing'],
    ['http/api-handler.test.ts', "['more than four mebibytes', "],
    ['http/listener.test.ts', 'default limits: 1,000 connections, 16 KiB of headers in five seconds, a request in ten'],
    ['http/listener.test.ts', 'headers that are too large are rejected'],
    ['http/connections.test.ts', 'no more connections are open than there are places'],
    [
      'engine/notifications/channels/slack/send-slack.test.ts',
      'reads a limited part of the response, and redacts the webhook’s secret',
    ],
  ],
  [
    'what a file may cost to read is bounded',
    ['engine/config/parse.test.ts', 'too many %s are refused before parsing'],
    ['engine/config/parse.test.ts', 'exponential aliases are refused'],
    ['engine/config/parse.test.ts', 'deep nesting over several lines is reported with its line'],
    ['engine/config/parse.test.ts', 'a file of more than a mebibyte is refused'],
  ],
];

const checklist: readonly Line[] = written.map(([line, ...proofs]) => ({ line, proofs }));

test.each(checklist)('$line', ({ proofs }) => {
  expect(proofs.length).toBeGreaterThan(0);
  for (const [file, name] of proofs) expect(readFileSync(join(root, 'test', file), 'utf8')).toContain(name);
});
