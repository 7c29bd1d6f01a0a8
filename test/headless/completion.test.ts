import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { en } from '../../electron/engine/wording/en.ts';
import { completionScript } from '../../electron/headless/cli/completion.ts';
import { manualPage } from '../../electron/headless/cli/manual.ts';
import { commandUsages, shells } from '../../electron/headless/cli/usage.ts';

const commands = Object.entries(commandUsages);

test.each(shells)('the script for %s names every command and option', (shell) => {
  const script = completionScript(shell, en.cli);
  for (const [name, { options }] of commands) {
    expect(script).toContain(name);
    for (const option of Object.keys(options)) expect(script).toContain(option);
  }
});

const hasBash = spawnSync('bash', ['--version']).status === 0;

describe.skipIf(!hasBash)('bash', () => {
  const complete = (...words: readonly string[]): readonly string[] => {
    const lines = [completionScript('bash', en.cli), 'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _vigilmon'];
    const script = [...lines, 'printf "%s\\n" "${COMPREPLY[@]}"'].join('\n');
    const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return [...new Set(stdout.trim().split('\n'))];
  };

  test.each([
    [['vigilmon', 'st'], ['status']],
    [
      ['vigilmon', 'run', '--no-'],
      ['--no-start', '--no-output'],
    ],
    [
      ['vigilmon', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [
      ['vigilmon', 'maintenance', ''],
      ['list', 'start', 'end', 'add'],
    ],
    [['vigilmon', 'serve', '--data', '/et'], ['/etc']],
    [
      ['vigilmon', 'run', 'token', '--', 'prin'],
      ['printf', 'printenv'],
    ],
  ])('completes %j', (words, expected) => {
    expect(complete(...words)).toEqual(expect.arrayContaining(expected));
  });

  test('suggests nothing for a value that it cannot know', () => {
    expect(complete('vigilmon', 'serve', '--port', '')).toEqual(['']);
  });
});

test('the manual names every command and option, and no line is taken for a request of roff', () => {
  const page = manualPage('1.2.3', en.cli);
  for (const [name, { options }] of commands) {
    expect(page).toContain(`.SS ${name}`);
    for (const option of Object.keys(options)) expect(page).toContain(`\\-\\-${option.replaceAll('-', '\\-')}`);
  }
  const requests = page.split('\n').filter((line) => /^[.']/u.test(line));
  expect(requests.filter((line) => !/^\.(?:TH|SH|SS|TP|B)\b/u.test(line))).toEqual([]);
});
