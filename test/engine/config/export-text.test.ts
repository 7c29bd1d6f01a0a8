import { expect, test } from 'vitest';
import { exportConfig } from '../../../electron/engine/config/export.ts';
import { parseConfig } from '../../../electron/engine/config/parse.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { empty, roundTrip, takeMonitor, valueOf } from './export-rig.ts';

test('control characters and direction marks are escaped, and read back unchanged', () => {
  const outside = 'a\u009b2J \u202eb\u2066 \u2028c \u001b]0;t\u0007 \u0085 \u007f\r\n\tend "quoted" \\u001b';
  const http = { kind: 'http', url: 'http://127.0.0.1/', interval: 60_000 } as const;
  const monitors = [
    valueOf(takeMonitor({ ...http, id: 'outside', notes: outside })),
    valueOf(takeMonitor({ ...http, id: 'turned', notes: 'turned \u202eback' })),
    valueOf(takeMonitor({ ...http, id: 'layout', notes: 'first\n\tsecond' })),
  ];
  const { yaml } = exportConfig({ ...empty, monitors }, en);
  // eslint-disable-next-line no-control-regex -- the very thing that must not be there
  expect(yaml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  expect(yaml).toContain('first\n');
  expect(valueOf(parseConfig(yaml, {})).config.monitors?.map(({ notes }) => notes)).toEqual([
    outside,
    'turned \u202eback',
    'first\n\tsecond',
  ]);
});

test.each(['-\n$', '? \n: a', 'a\n- b'])('an assertion on the lines %j is read back unchanged', (value) => {
  const assertions = [{ on: 'body', is: 'contains', value }] as const;
  const monitor = valueOf(takeMonitor({ kind: 'http', id: 'lines', url: 'http://127.0.0.1/', assertions }));
  expect(roundTrip({ ...empty, monitors: [monitor] }).monitors).toEqual([monitor]);
});
