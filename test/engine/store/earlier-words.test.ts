/** Earlier versions stored texts; those are still shown. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isMonitorNotification } from '../../../electron/engine/notifications/payload.ts';
import { checkInEnglish, failureInEnglish, reasonInEnglish } from '../../support/in-english.ts';
import {
  addMonitor,
  failingCheck,
  midnight,
  newAlert,
  newIncident,
  openTestConnection,
  refused,
  testDirectory,
} from './fixtures.ts';

const rig = () => openTestConnection(join(testDirectory(), 'vigilmon.db'));

test('a failure is read back with its code and its facts', () => {
  const { store } = rig();
  const { stream } = addMonitor(store);
  store.checks.append([{ stream, check: failingCheck(midnight) }]);
  expect(store.checks.page(stream, { limit: 1 }).items[0]?.failure).toEqual(refused);
});

test('a failure with an unknown code is shown as it is stored', () => {
  const { connection, store } = rig();
  const record = addMonitor(store);
  store.checks.append([{ stream: record.stream, check: failingCheck(midnight) }]);
  const { id } = store.incidents.open(newIncident(record, midnight));
  store.monitors.saveTracking(record.key, { ...record.tracking, failure: refused });
  const unknown = '{"code":"quota-exceeded","facts":{"limit":3}}';
  for (const table of ['check_failures', 'incidents', 'tracking']) {
    connection.exec(`UPDATE ${table} SET failure = '${unknown}'`);
  }
  const failures = [
    store.checks.page(record.stream, { limit: 1 }).items[0]?.failure,
    store.incidents.find(id)?.failure,
    store.monitors.all()[0]?.tracking.failure,
  ];
  for (const failure of failures) {
    expect(failure && failureInEnglish(failure)).toMatchObject({ kind: 'network', message: unknown });
  }
});

test('an old text keeps its kind, and is of the kind network if that is unknown', () => {
  const { connection, store } = rig();
  const { stream } = addMonitor(store);
  store.checks.append([midnight, midnight + 1].map((at) => ({ stream, check: failingCheck(at) })));
  const words = (kind: string): string => `{"code":"prose","facts":{"kind":"${kind}","text":"no such name"}}`;
  connection.exec(
    `UPDATE check_failures SET failure = iif(at = ${String(midnight)}, '${words('dns')}', '${words('x')}')`,
  );
  const failures = store.checks.page(stream, { limit: 2 }).items.map(({ failure }) => failure);
  expect(failures.map((failure) => failure && failureInEnglish(failure))).toMatchObject(
    ['network', 'dns'].map((kind) => ({ kind, message: 'no such name', reasons: ['no such name'] })),
  );
});

test('old evidence keeps its text', () => {
  const { connection, store } = rig();
  const { stream } = addMonitor(store);
  const status = { on: 'status', is: 'equals', value: 200 } as const;
  const body = { on: 'body', is: 'contains', value: 'ok' } as const;
  const old = {
    ...failingCheck(midnight),
    failure: { kind: 'assertion', message: 'status 503, expected 200' },
    assertions: [
      { assertion: status, passed: false, actual: '503', message: 'status 503, expected 200' },
      { assertion: body, passed: true, actual: 'ok', message: 'JSON white space ignored' },
      { assertion: body, passed: true, actual: 'ok', message: '' },
    ],
    unhealthy: [],
    response: null,
    certificate: null,
  };
  connection
    .prepare<[number, number, string]>('INSERT INTO check_details (stream, at, detail) VALUES (?, ?, ?)')
    .run(stream, midnight, JSON.stringify(old));
  const detail = store.checks.find(stream, midnight);
  if (detail === null) throw new Error('the evidence is gone');
  expect(checkInEnglish(detail)).toMatchObject(old);
});

test('the reasons of an old message are sent as they were stored', () => {
  const { connection, store } = rig();
  store.outbox.add([newAlert('incident:1')], midnight);
  connection.exec(
    `UPDATE outbox SET payload = json_set(payload, '$.version', 2, '$.reasons', json('["status 503, expected 200"]'))`,
  );
  const payload = store.outbox.due(midnight, 1)[0]?.payload;
  if (payload === undefined || !isMonitorNotification(payload)) throw new Error('the message is gone');
  expect(payload.reasons.map(reasonInEnglish)).toEqual(['status 503, expected 200']);
});
