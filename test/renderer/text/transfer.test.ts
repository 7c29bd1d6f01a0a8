import { expect, test } from 'vitest';
import type { FilePlace } from '../../../electron/contract/result.ts';
import { defaultSettings } from '../../../electron/engine/store/settings-repository.ts';
import { fieldName } from '../../../renderer/text/en/field-names.ts';
import { text } from '../../../renderer/text/text.ts';

const { fields, missingHint, problemPlace } = text.transfer;
const place = (section: string, kind: string, record: string, field: string): FilePlace => ({
  section,
  kind,
  record,
  field,
});

test('a secret that a file leaves out is named as its form labels it', () => {
  const used = [
    place('channels', 'slack', 'Ops chat', 'webhookUrl'),
    place('channels', 'email', 'Mail', 'smtp.password'),
    place('monitors', 'http', 'Intranet', 'auth.token'),
    place('monitors', 'metric', 'Queue', 'auth.token'),
    place('locations', 'blackbox', 'Office', 'auth.password'),
  ];
  expect(used.map((one) => missingHint({ name: 'TOKEN', fields: [one] }))).toEqual([
    'Ops chat, Webhook URL',
    'Mail, Password',
    'Intranet, Bearer token',
    'Queue, Bearer token',
    'Office, Password',
  ]);
});

test('a problem of a file begins with its line, and names the record and the field', () => {
  const at = (of: FilePlace | null, line: number | null): string => problemPlace({ line, place: of, message: '' });
  expect(at(place('monitors', 'htp', 'shop-api', 'kind'), 2)).toBe('Line 2, shop-api, Kind');
  expect(at(place('monitors', 'http', 'Wiki', 'adress'), 3)).toBe('Line 3, Wiki, adress');
  expect(at(place('settings', '', '', 'flapAfter'), 4)).toBe('Line 4, Settings, Flapping threshold');
  expect(at(place('monitor', '', '', ''), 1)).toBe('Line 1, monitor');
  expect(at(null, 5)).toBe('Line 5');
  expect(at(null, null)).toBe('File');
});

test('each field of settings and of maintenance has a name, and one inside another has its own', () => {
  const named = [...Object.keys(defaultSettings), 'from', 'to', 'days', 'cron', 'duration', 'timezone', 'covers'];
  expect(named.filter((name) => fieldName('', name) === name)).toEqual([]);
  expect(fieldName('email', 'smtp.host')).toBe('SMTP server');
});

test('what an import changes is named as the settings label it', () => {
  const changed = { section: 'settings', kind: '', id: 'settings', name: '', change: 'updated' } as const;
  expect(fields({ ...changed, fields: ['rawDays', 'digest'], values: { rawDays: ['14', '30'] } })).toBe(
    'Days to keep individual checks: 14 → 30\nDigest',
  );
});
