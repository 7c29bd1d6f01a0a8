import { expect, test } from 'vitest';
import { jobSources, type FoundService } from '../../../electron/contract/model/discovery.ts';
import { iconOf } from '../../../renderer/views/discovery/found-icon.ts';

const port: FoundService = { is: 'service', source: 'port', name: 'a', host: '127.0.0.1', port: 7_000, isHttp: false };

test('a service has the icon of the web where it responds to HTTP, else of how it was found', () => {
  expect(iconOf(port)).toBe('Terminal');
  expect(iconOf({ ...port, isHttp: true })).toBe('Globe');
  expect(iconOf({ ...port, source: 'container' })).toBe('Archive');
  expect(iconOf({ ...port, source: 'container', port: null })).toBe('Archive');
});

test('jobs have a clock, and timers of systemd their own', () => {
  const schedule = { cron: [], every: null, timezone: null, delay: 0 };
  const icons = jobSources.map((source) =>
    iconOf({ is: 'job', source, place: 'a', name: 'a', schedule, times: '', command: 'a' }),
  );
  expect(icons.filter((icon) => icon === 'Clock')).toHaveLength(jobSources.length - 1);
  expect(icons[jobSources.indexOf('systemd')]).toBe('Timer');
});
