import { expect, test } from 'vitest';
import { terminalLocale } from '../../electron/host/terminal-locale.ts';

test.each([
  [{ LANG: 'de_AT.UTF-8' }, 'de-AT'],
  [{ LANG: 'sr_RS@latin' }, 'sr-RS'],
  [{ LANG: 'fr' }, 'fr'],
  [{ LC_MESSAGES: 'de_DE', LANG: 'en_GB' }, 'de-DE'],
  [{ LC_ALL: 'it_IT', LC_MESSAGES: 'de_DE', LANG: 'en_GB' }, 'it-IT'],
  [{ LC_ALL: '', LANG: 'en_GB' }, 'en-GB'],
  [{ LC_ALL: 'C', LANG: 'de_DE' }, undefined],
  [{ LANG: 'C.UTF-8' }, undefined],
  [{ LANG: 'POSIX' }, undefined],
  [{}, undefined],
])('the language of %j is %s', (env, locale) => {
  expect(terminalLocale(env)).toBe(locale);
});
