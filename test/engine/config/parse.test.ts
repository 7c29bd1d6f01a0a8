import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../electron/engine/config/parse.ts';
import { problem } from '../../../electron/contract/problems.ts';
import { worded } from '../../support/worded.ts';
import { errorOf } from '../../support/test-engine.ts';

/** The example of the documentation, whole. */
const example = `channels:
  - { id: desktop, kind: native }
  - { id: oncall, kind: email, smtp: { host: 127.0.0.1, port: 2525, security: none }, from: vigilmon@example.com, to: [oncall@example.com] }
  - { id: ops, kind: slack, webhookUrl: "\${SLACK_WEBHOOK_URL}" }
rules:
  - { when: { severity: [critical] }, channels: [oncall, ops] }
  - { when: {}, channels: [desktop] }
monitors:
  - id: shop-api
    kind: http
    name: Shop API
    url: http://127.0.0.1:5000/health
    interval: 30s
    severity: critical
    assertions:
      - { on: status, is: equals, value: 200 }
      - { on: body, is: contains, value: '"status": "ok"' }
  - { id: mailer, kind: heartbeat, name: Pending e-mails, schedule: { every: 5m }, token: "\${MAILER_TOKEN}" }
`;
const env = { SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/x', MAILER_TOKEN: 'mailer-token-0123456789' };

function configOf(yaml: string, variables: Readonly<Record<string, string>> = {}): unknown {
  const parsed = parseConfig(yaml, variables);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value.config;
}
function fieldsOf(yaml: string, variables: Readonly<Record<string, string>> = {}): unknown {
  const parsed = worded(parseConfig(yaml, variables));
  return parsed.ok ? 'accepted' : parsed.error.fields;
}
/** A heartbeat whose name is as given, as YAML. */
const named = (name: string): string =>
  `monitors:\n  - kind: heartbeat\n    schedule: { every: 5m }\n    name: ${name}\n`;
const nameOf = (name: string, variables = {}): unknown => configOf(named(name), variables);
const withName = (name: string): unknown => ({ monitors: [{ kind: 'heartbeat', schedule: { every: 300_000 }, name }] });

test('reminders and quiet hours are read, times of day as text', () => {
  const rule = (quietHours: string): string =>
    `rules:\n  - when: {}\n    channels: [desktop]\n    repeatEvery: 30m\n    quietHours: ${quietHours}`;
  expect(configOf(rule('{ from: 22:00, to: 07:00, days: [sat, sun], timezone: Europe/Vienna }'))).toEqual({
    rules: [
      {
        when: {},
        channels: ['desktop'],
        repeatEvery: 1_800_000,
        quietHours: { from: '22:00', to: '07:00', days: ['sat', 'sun'], timezone: 'Europe/Vienna' },
      },
    ],
  });
  expect(fieldsOf(rule('{ from: 22, until: 07:00, days: [saturday] }'))).toEqual({
    'rules.0.quietHours.from, line 5': 'must be text, in quotes',
    'rules.0.quietHours.to, line 5': 'is required',
    'rules.0.quietHours.days.0, line 5': 'must be one of sun, mon, tue, wed, thu, fri, sat',
    'rules.0.quietHours.until, line 5': 'is not a known field',
  });
});

describe('what an assertion expects is not rewritten by YAML', () => {
  const expecting = (on: string, value: string): string =>
    `monitors:\n  - kind: http\n    url: http://127.0.0.1\n    assertions:\n      - { on: ${on}, is: equals, value: ${value} }\n`;

  test.each(['0123', '0x1F', '0o17', '+5', '.5', '5.', '1_0e1x', '.inf', '-.Inf', '.nan', 'TRUE', 'True', 'False'])(
    '%s is refused with its line, or kept as typed',
    (typed) => {
      const read = parseConfig(expecting('body', typed), {});
      if (read.ok) expect(JSON.stringify(read.value.config)).toContain(JSON.stringify(typed));
      else {
        expect(fieldsOf(expecting('body', typed))).toEqual({
          'monitors.0.assertions.0.value, line 5':
            'must be text, in quotes, or written as in JSON: YAML reads it as another value',
        });
      }
    },
  );

  test.each(['9007199254740993', '4225332e16', '0.10000000000000000001', '1e400'])(
    'a number that JavaScript cannot hold is refused: %s',
    (typed) => {
      expect(fieldsOf(expecting('json, path: $', typed))).toEqual({
        'monitors.0.assertions.0.value, line 5':
          'must be text, in quotes, or written as in JSON: YAML reads it as another value',
      });
    },
  );

  test.each(['5', '-1.50', '1.10', '4225332e4', 'true', '"0123"', '2026-11-28', 'yes', '[1, "02"]'])(
    'what JSON would write as well is kept: %s',
    (typed) => {
      expect(parseConfig(expecting('json, path: $', typed), {}).ok).toBe(true);
    },
  );

  test('also within a list', () => {
    const yaml = expecting('json, path: $', '[1, 010]').replace('equals', 'in');
    expect(Object.keys(fieldsOf(yaml) as object)).toEqual(['monitors.0.assertions.0.value.1, line 5']);
  });
});

test('the example of the documentation is read', () => {
  expect(configOf(example, env)).toMatchObject({
    channels: [{ id: 'desktop' }, { smtp: { port: 2525 } }, { webhookUrl: 'https://hooks.slack.com/services/x' }],
    rules: [{ when: { severity: ['critical'] } }, { when: {} }],
    monitors: [
      { id: 'shop-api', interval: 30_000, assertions: [{ value: 200 }, { value: '"status": "ok"' }] },
      { id: 'mailer', schedule: { every: 300_000 }, token: 'mailer-token-0123456789' },
    ],
  });
});

describe('variables', () => {
  test.each(['a: b', '{x}', '"', "'", 'line\nbreak', '- x', '# no comment', '&anchor', '123', 'true', '${OTHER}', ''])(
    'a value is one text, whatever it holds: %j',
    (value) => {
      expect(nameOf('${NAME}', { NAME: value })).toEqual(withName(value));
      expect(nameOf('"<${NAME}>"', { NAME: value })).toEqual(withName(`<${value}>`));
    },
  );

  test('a value is read as a number or a boolean where the schema requires one', () => {
    const yaml = 'monitors:\n  - { kind: http, url: "http://a", failAfter: "${N}", enabled: "${ON}", name: "${N}" }\n';
    expect(configOf(yaml, { N: '3', ON: 'false' })).toEqual({
      monitors: [{ kind: 'http', url: 'http://a', failAfter: 3, enabled: false, name: '3' }],
    });
  });

  test('a value that is not the required boolean is an error with its line', () => {
    const yaml = 'monitors:\n  - kind: http\n    url: http://a\n    enabled: ${N}\n';
    expect(fieldsOf(yaml, { N: 'three' })).toEqual({ 'monitors.0.enabled, line 4': 'must be true or false' });
  });

  test('a missing variable is named with its line', () => {
    expect(fieldsOf(example, { SLACK_WEBHOOK_URL: 'x' })).toEqual({
      'monitors.1.token, line 18': 'the environment variable MAILER_TOKEN is not set',
    });
    expect(fieldsOf(named('${A}${B}'))).toEqual({
      'monitors.0.name, line 4': 'the environment variables A, B are not set',
    });
  });

  test('an escaped reference is literal text', () => {
    expect(nameOf('$${NAME}')).toEqual(withName('${NAME}'));
  });

  test('references in comments and keys are ignored', () => {
    expect(fieldsOf(`# \${NOTHING}\n${named('x')}`)).toBe('accepted');
    expect(fieldsOf('"${KEY}": 1')).toEqual({ '${KEY}, line 1': 'is not a known field' });
  });
});

describe('problems have their line', () => {
  test.each([
    [
      'an unknown field',
      'monitors:\n  - kind: http\n    url: http://a\n    intervall: 30s',
      'monitors.0.intervall, line 4',
    ],
    ['a missing field', 'monitors:\n  - kind: heartbeat\n  - kind: http\n    name: x', 'monitors.1.url, line 3'],
    ['a value', 'rules:\n  - channels: [a]\n    when:\n      severity: [fatal]', 'rules.0.when.severity.0, line 4'],
    [
      'a header with dots',
      'monitors:\n  - kind: http\n    url: http://a\n    headers:\n      X.Y: 7',
      'monitors.0.headers.X.Y, line 5',
    ],
    ['a value behind an alias', 'monitors:\n  - &m\n    kind: x\n  - *m', 'monitors.1.kind, line 3'],
    ['a merge key', 'monitors:\n  - kind: heartbeat\n    <<: { name: x }', 'monitors.0.<<, line 3'],
    ['bad YAML', 'monitors:\n  - { kind: http', 'line 2'],
    ['a key that is given twice', 'rules: []\nmonitors: []\nrules: []', 'line 3'],
    ['a tag', 'monitors:\n  - !!js/function x', 'line 2'],
    ['a known tag of other schemas', 'monitors:\n  - name: !!binary aGk=', 'line 2'],
    ['an alias to nothing', 'monitors:\n  - *nothing', 'line 2'],
    ['an alias to what it is in', 'rules:\n  - &r [*r]', 'line 2'],
    ['two documents', 'rules: []\n---\nrules: []', 'line 2'],
    ['a tab', 'monitors:\n\t- x', 'line 2'],
  ])('%s', (_, yaml, path) => {
    expect(Object.keys(fieldsOf(yaml) as object)).toContain(path);
  });

  test('later problems are located as well', () => {
    const parsed = parseConfig(example, env);
    const [first, second] = [problem('required'), problem('not-url')];
    expect(parsed.ok && parsed.value.located({ 'monitors.0.timeout': first, 'monitors.0.url': second })).toMatchObject([
      { path: 'monitors.0.timeout', line: 9, problem: first },
      { path: 'monitors.0.url', line: 12, problem: second },
    ]);
  });

  test('the message repeats the first problem', () => {
    const parsed = parseConfig('monitor: []', {});
    expect(errorOf(parsed).message).toBe('monitor, line 1: is not a known field');
  });

  test('no message repeats the value of a variable', () => {
    const yaml = 'channels:\n  - { kind: slack, webhookUrl: ["${S}"], "${S}": "${S}" }\nsettings: { theme: "${S}" }';
    expect(JSON.stringify(parseConfig(yaml, { S: 'hunter2' }))).not.toContain('hunter2');
  });
});

describe('hostile files', () => {
  test('exponential aliases are refused', () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const items = Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*a${level - 1}`));
      return `a${level}: &a${level} [${items.join(', ')}]`;
    });
    expect(fieldsOf(levels.join('\n'))).toEqual({ file: 'has aliases that expand to too much data' });
  });

  test.each([
    ['lists in lists', '['.repeat(100_000)],
    ['maps in lists', 'a: ['.repeat(3_000)],
    ['a whole tree', `rules: ${'['.repeat(60)}${']'.repeat(60)}`],
  ])('deep nesting is refused: %s', (_, yaml) => {
    expect(JSON.stringify(fieldsOf(yaml))).toContain('nested too deeply');
  });

  test.each([
    ['references', '- &a x\n' + '- *a\n'.repeat(600), 'has more than 500 anchors and aliases'],
    ['lists in one line', `${'- '.repeat(60)}a\n"never closed`, 'is nested too deeply'],
    ['values', '- 1\n'.repeat(100_000), 'has more than 200000 tokens'],
    ['quotes', '"'.repeat(1_000_000), 'has more than 200000 tokens'],
    ['comments', '#\n'.repeat(500_000), 'has more than 200000 tokens'],
    ['documents', '---\n'.repeat(250_000), 'has more than 200000 tokens'],
    [
      'keys',
      Array.from({ length: 60_000 }, (_, index) => `k${String(index)}: 1`).join('\n'),
      'has more than 200000 tokens',
    ],
  ])('too many %s are refused before parsing', (_, yaml, problem) => {
    expect(Object.values(fieldsOf(yaml) as object)).toEqual([problem]);
  });

  test('deep nesting over several lines is reported with its line', () => {
    const nested = Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}a:`);
    expect(fieldsOf(nested.join('\n'))).toEqual({ 'line 51': 'is nested too deeply' });
  });

  test('deep nesting is reported with its line', () => {
    expect(fieldsOf(`monitors:\n  - notes: |\n      one\n      two\n    tags: ${'['.repeat(60)}`)).toEqual({
      'line 5': 'is nested too deeply',
    });
  });

  test('a repeated key is reported at its second occurrence', () => {
    expect(fieldsOf('monitors:\n  - { kind: http, url: http://a,\n      url: http://b }')).toEqual({
      'line 3': 'repeats a key of the same object',
    });
  });

  test('of thousands of problems the first hundred are reported', () => {
    const fields = Array.from({ length: 40_000 }, (_, index) => `field${index}: 1`).join('\n');
    const told = Object.entries(fieldsOf(fields) as object);
    expect(told).toHaveLength(100);
    expect(told[0]).toEqual(['field0, line 1', 'is not a known field']);
  });

  test.each([
    ['a huge key', `"${'k'.repeat(1_000_000)}": 1`],
    ['a huge name of an anchor', `- &${'a'.repeat(500_000)} x\n- *${'a'.repeat(500_000)}`],
    [
      'aliases that double 99 times',
      Array.from(
        { length: 99 },
        (_, index) =>
          `a${String(index)}: &a${String(index)} [${index === 0 ? 'x' : `*a${String(index - 1)}, *a${String(index - 1)}`}]`,
      ).join('\n'),
    ],
    ['many documents', 'a: 1\n--- b\n'.repeat(20_000)],
  ])('%s is refused', (_, yaml) => {
    expect(parseConfig(yaml, {}).ok).toBe(false);
  });

  test('a file of more than a mebibyte is refused', () => {
    expect(fieldsOf(`# ${'x'.repeat(1024 * 1024)}`)).toEqual({ file: 'is larger than 1 MiB' });
  });

  test('prototypes cannot be changed', () => {
    expect(Object.keys(fieldsOf('__proto__: { monitors: [] }') as object)).toEqual(['__proto__, line 1']);
  });

  test.each(['', '# only a comment\n', '---\n'])(
    'an empty file is refused, since it would remove everything: %j',
    (yaml) => {
      expect(JSON.stringify(fieldsOf(yaml))).toContain('is empty');
    },
  );

  test('a file that is not a map is refused', () => {
    expect(fieldsOf('just text')).toEqual({ file: 'must be an object' });
  });
});
