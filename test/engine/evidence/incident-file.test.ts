import { expect, test } from 'vitest';
import type { WordedIncident } from '../../../electron/contract/worded.ts';
import { incidentFile, type IncidentFileOptions } from '../../../electron/engine/evidence/incident-file.ts';
import { en } from '../../../electron/engine/wording/en.ts';

const startedAt = Date.UTC(2026, 9, 24, 22, 30);
const resolved: WordedIncident = {
  id: 7,
  monitorId: 'shop-api',
  monitorName: '=Shop, API',
  severity: 'critical',
  startedAt,
  detectedAt: startedAt + 500,
  confirmedAt: startedAt + 30_000,
  // After the clocks have gone back.
  endedAt: Date.UTC(2026, 9, 25, 1, 30, 0, 250),
  failure: { code: 'asleep', facts: {}, kind: 'asleep', message: 'status 502', reasons: [] },
  acknowledgedAt: null,
  note: 'who "knows"',
  causedBy: null,
  caused: 0,
};
const open: WordedIncident = { ...resolved, id: 8, monitorName: 'Größe', endedAt: null, note: '' };

const options: IncidentFileOptions = {
  format: 'csv',
  from: Date.UTC(2026, 8, 30, 22),
  to: Date.UTC(2026, 9, 31, 22, 59),
  timezone: 'Europe/Berlin',
  nowMs: startedAt + 60_000,
  wording: en,
};

test('the CSV has a line for each incident, with times of the zone and their offset', () => {
  expect(incidentFile([resolved, open], options)).toEqual({
    name: 'incidents-2026-10-01-2026-10-31.csv',
    text: [
      '\uFEFFIncident,Monitor,Monitor ID,Severity,Started,Confirmed,Resolved,Duration (s),Reason,Acknowledged,Note,Caused by incident',
      `7,"'=Shop, API",shop-api,critical,2026-10-25T00:30:00+02:00,2026-10-25T00:30:30+02:00,2026-10-25T02:30:00+01:00,10800.25,status 502,,"who ""knows""",`,
      '8,Größe,shop-api,critical,2026-10-25T00:30:00+02:00,2026-10-25T00:30:30+02:00,,60,status 502,,,',
      '',
    ].join('\r\n'),
  });
});

test('the JSON has the same, as written', () => {
  const { name, text } = incidentFile([resolved], { ...options, format: 'json', timezone: 'America/St_Johns' });
  expect(name).toBe('incidents-2026-09-30-2026-10-31.json');
  expect(JSON.parse(text)).toEqual([
    {
      id: 7,
      monitor: '=Shop, API',
      monitorId: 'shop-api',
      severity: 'critical',
      startedAt: '2026-10-24T20:00:00-02:30',
      confirmedAt: '2026-10-24T20:00:30-02:30',
      endedAt: '2026-10-24T23:00:00-02:30',
      seconds: 10_800.25,
      reason: 'status 502',
      acknowledgedAt: null,
      note: 'who "knows"',
      causedBy: null,
    },
  ]);
});

test('a period without incidents has the columns alone', () => {
  expect(incidentFile([], options).text.trimEnd().split('\r\n')).toHaveLength(1);
  expect(incidentFile([], { ...options, format: 'json' }).text).toBe('[]\n');
});

test.each(['csv', 'json'] as const)('a period may go as far as numbers do: %s', (format) => {
  const far = { ...options, format, from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };
  expect(incidentFile([], far).name).toBe(`incidents-1970-01-01-9999-12-30.${format}`);
});
