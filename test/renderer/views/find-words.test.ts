import { expect, test } from 'vitest';
import type { Found, WordedOffer } from '../../../electron/contract/model/discovery.ts';
import { hasWords } from '../../../renderer/state/search.ts';
import { text } from '../../../renderer/text/text.ts';
import { detailsOf, searchedIn } from '../../../renderer/views/discovery/find-words.ts';

const nothing = { monitoredBy: null, monitor: null, edited: null, schedule: null } as const;

const job: WordedOffer = {
  ...nothing,
  found: {
    is: 'job',
    source: 'crontab',
    place: '/etc/cron.d/backup',
    name: 'nightly',
    schedule: { cron: ['0 3 * * *'], every: null, timezone: null, delay: 0 },
    times: '0 3 * * *',
    command: '/opt/dump --all',
  },
  monitor: { kind: 'heartbeat', name: 'nightly', schedule: { cron: ['0 3 * * *'] } },
  schedule: 'every day at 03:00',
};

function service(rest: Partial<Extract<Found, { is: 'service' }>>): WordedOffer {
  const found = { is: 'service', source: 'port', name: 'shop', host: '127.0.0.1', port: 3000, isHttp: true } as const;
  return { ...nothing, found: { ...found, ...rest }, monitoredBy: 'Shop cache' };
}

test('a find says when it runs, where it is and what monitors it already', () => {
  expect(detailsOf(job)).toBe('every day at 03:00 · /etc/cron.d/backup');
  expect(detailsOf(service({}))).toBe('Responds to HTTP · Monitor: Shop cache');
  expect(detailsOf(service({ isHttp: false, host: '192.168.0.2' }))).toBe(
    'TCP port on 192.168.0.2 · Monitor: Shop cache',
  );
  expect(detailsOf(service({ source: 'container', port: null }))).toBe('Container · Monitor: Shop cache');
});

test.each([
  ['', true],
  ['NIGHTLY', true],
  ['backup 03:00', true],
  ['crontab', true],
  ['dump --all', true],
  [text.monitorKinds.heartbeat, true],
  ['nightly weekly', false],
])('a job is found by its name, type, place, schedule and command: %s', (typed, isFound) => {
  expect(hasWords(searchedIn(job), typed)).toBe(isFound);
});

test('a service is found by its address, its source and its monitor', () => {
  for (const typed of ['3000', 'shop 127.0', 'port', 'cache'])
    expect(hasWords(searchedIn(service({})), typed)).toBe(true);
  expect(hasWords(searchedIn(service({})), 'container')).toBe(false);
});
