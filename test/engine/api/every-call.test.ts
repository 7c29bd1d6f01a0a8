/** Every call of the table once, over a whole engine: what it answers where all is well, and where its subject is not there. */
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { CallName } from '../../../electron/contract/calls.ts';
import { pingToken } from '../../../electron/contract/ping-token.ts';
import { callByName } from '../../../electron/contract/call-by-name.ts';
import { callNames } from '../../support/call-names.ts';
import { memoryHost } from '../../support/memory-host.ts';
import { startFakeGlobalping, type FakeGlobalping } from '../../support/fake-globalping.ts';
import { knownComputer } from '../../support/known-computer.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

interface Case {
  readonly input?: unknown;
  readonly answers: unknown;
}

const api = { enabled: true, canBeDisabled: true, token: 'a-token', metrics: 'token' } as const;
const token = 'mailer-token-0123456789';
/** Nobody listens there: a check fails at once. */
const refusing = 'http://127.0.0.1:1/';

let clock: ManualClock;
let globalping: FakeGlobalping;
let engine: TestEngine;
/** A monitor that is down, with an incident, an alert that was sent, and everything that it may have. */
beforeEach(async () => {
  clock = manualClock();
  globalping = await startFakeGlobalping();
  engine = await openTestEngine({
    directory: tempDirectory(onTestFinished),
    clock,
    hostControls: memoryHost({
      autostart: false,
      keepsRunning: true,
      listener: null,
      api,
      commands: { allowed: false, canBeChanged: true },
      commandLine: { path: '/home/me/.local/bin/vigilmon', isInstalled: false, missingFromPath: null },
      shortcut: null,
      updates: { status: { is: 'ready', version: '2.0.0', notes: '' }, installsItself: true },
      log: { file: '/home/me/logs/vigilmon.log', canBeShown: true },
    }).controls,
    computer: knownComputer({ prints: { 'crontab -l': '0 3 * * 1-5 /opt/backup.sh' } }),
  });
  engine.start();
  const { monitors, channels } = engine.api;
  valueOf(await channels.create({ kind: 'native', id: 'spare' }));
  valueOf(await engine.api.locations.save({ kind: 'blackbox', id: 'office', url: refusing }));
  valueOf(await monitors.create({ kind: 'http', id: 'web', url: refusing, enabled: false }));
  valueOf(await monitors.create({ kind: 'heartbeat', id: 'mailer', schedule: { every: '5m' }, token }));
  const said = { exitCode: null, runId: null, body: 'done', remoteAddress: '127.0.0.1', userAgent: 'test' };
  valueOf(await engine.api.maintenance.start({ name: 'Nightly', covers: { tags: ['idle'] }, duration: '1h' }));
  for (const kind of ['success', 'fail'] as const) {
    await engine.receivePing({ token, kind, ...said });
    await clock.advance(1_000);
  }
});
afterEach(async () => {
  await engine.stop();
  expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
});

const range = () => ({ monitorId: 'mailer', from: clock.now() - 60_000, to: clock.now() + 60_000 });
const mailer = { id: 'mailer', kind: 'heartbeat', name: 'mailer' };
const desktop = { id: 'desktop', kind: 'native', health: { broken: false } };
const wholePage = { next: null };

const cases: Readonly<Record<CallName, () => Case>> = {
  'overview.get': () => ({ answers: { state: 'down', muted: 0, monitors: [{ id: 'web' }, { id: 'mailer' }] } }),
  'monitors.list': () => ({ answers: [{ id: 'web' }, mailer] }),
  'monitors.get': () => ({ input: { id: 'mailer' }, answers: mailer }),
  'monitors.create': () => ({
    input: { kind: 'http', url: refusing, name: 'Shop API' },
    answers: { id: 'shop-api', interval: 60_000, source: 'hand' },
  }),
  'monitors.update': () => ({ input: { ...mailer, name: 'Mailer' }, answers: { ...mailer, name: 'Mailer' } }),
  'monitors.updateAll': () => ({
    input: {
      patches: [
        { ...mailer, tags: ['b'] },
        { id: 'web', kind: 'http', interval: '30s', timeout: '5s' },
      ],
    },
    answers: [
      { ...mailer, tags: ['b'] },
      { id: 'web', interval: 30_000 },
    ],
  }),
  'monitors.delete': () => ({ input: { id: 'mailer' }, answers: null }),
  'monitors.pause': () => ({ input: { id: 'mailer' }, answers: { ...mailer, enabled: false } }),
  'monitors.resume': () => ({ input: { id: 'web' }, answers: { id: 'web', enabled: true } }),
  'monitors.pauseAll': () => ({ input: {}, answers: { ids: ['mailer'] } }),
  'monitors.resumeAll': () => ({ input: {}, answers: { ids: ['web'] } }),
  'monitors.checkNow': () => ({ input: { id: 'web' }, answers: { verdict: 'fail', failure: { kind: 'refused' } } }),
  'monitors.previewSchedule': () => ({
    input: { schedule: { cron: '0 3 * * 1-5', timezone: 'UTC' } },
    answers: { description: 'every weekday at 03:00, UTC', lines: ['0 3 * * 1-5'] },
  }),
  'monitors.preview': () => ({ input: { kind: 'http', url: refusing }, answers: { verdict: 'fail' } }),
  'monitors.replay': () => ({
    input: { id: 'web', kind: 'http', url: refusing, failAfter: 1 },
    answers: { checks: 0, recorded: 0, current: { alerts: 0 }, proposed: { alerts: 0, incidents: [] }, limits: [] },
  }),
  'monitors.renewToken': () => ({
    input: { id: 'mailer' },
    answers: { token: expect.not.stringContaining(token) as unknown },
  }),
  'monitors.command': () => ({ input: { id: 'mailer' }, answers: { command: null } }),
  'monitors.newToken': () => ({ answers: { token: expect.stringMatching(pingToken) as unknown } }),
  'monitors.snippets': () => ({
    input: { schedule: { every: '5m' }, url: 'http://127.0.0.1:7464/ping/secret' },
    answers: expect.arrayContaining([
      {
        id: 'powershell',
        code:
          'try { $null = Invoke-RestMethod -Uri "http://127.0.0.1:7464/ping/secret" -TimeoutSec 10 }\n' +
          'catch { Write-Warning "ping not sent: $_" }',
      },
    ]) as unknown,
  }),
  'pings.key': () => ({ answers: { key: null } }),
  'pings.setKey': () => ({ input: { key: 'a-key-of-22-characters' }, answers: { key: 'a-key-of-22-characters' } }),
  'incidents.list': () => ({ input: {}, answers: { items: [{ id: 1, monitorId: 'mailer' }], ...wholePage } }),
  'incidents.totals': () => ({
    input: { from: range().from, to: range().to },
    answers: { count: 1, open: 1, longest: { monitorId: 'mailer' }, acknowledged: { count: 0, meanMs: null } },
  }),
  'incidents.export': () => ({
    input: { from: range().from, to: range().to, format: 'csv', timezone: 'UTC' },
    answers: { name: expect.stringMatching(/^incidents-.*\.csv$/u) as unknown },
  }),
  'incidents.groups': () => ({
    input: { from: range().from, to: range().to },
    answers: { total: 1, groups: [{ kind: 'reported', host: null, count: 1, incidents: [{ id: 1 }] }] },
  }),
  'incidents.get': () => ({ input: { id: 1 }, answers: { id: 1, alerts: [{ event: 'down' }], lastGood: null } }),
  'incidents.evidence': () => ({
    input: { id: 1 },
    answers: { name: 'mailer-incident-1.md', text: expect.stringContaining('monitor    mailer') as unknown },
  }),
  'incidents.acknowledge': () => ({
    input: { id: 1, note: 'on it' },
    answers: { id: 1, note: 'on it', acknowledgedAt: clock.now() },
  }),
  'history.checks': () => ({
    input: { monitorId: 'mailer' },
    answers: { items: [{ verdict: 'fail' }, { verdict: 'pass' }], ...wholePage },
  }),
  'history.check': () => ({
    input: { monitorId: 'mailer', at: clock.now() - 1_000 },
    answers: { verdict: 'fail', failure: { kind: 'reported' } },
  }),
  'history.evidence': () => ({
    input: { monitorId: 'mailer', at: clock.now() - 1_000 },
    answers: {
      name: expect.stringMatching(/^mailer-check-.*\.md$/u) as unknown,
      text: expect.stringContaining('result') as unknown,
    },
  }),
  'history.series': () => ({
    input: { ...range(), phases: true },
    answers: { resolution: 'raw', p50: [null, null], phases: { dns: [null, null] } },
  }),
  'history.figures': () => ({ input: { monitorId: 'mailer' }, answers: [] }),
  'history.figureSeries': () => ({
    input: { ...range(), figure: 'days' },
    answers: { resolution: 'raw', p50: [null, null] },
  }),
  'history.uptime': () => ({ input: range(), answers: { upMs: 1_000, downMs: 1_000, incidents: 1 } }),
  'history.uptimes': () => ({
    input: { monitorIds: ['mailer', 'nobody'], dayStarts: [range().from - 1_000, range().from] },
    answers: [{ monitorId: 'mailer', day: { ratio: 0.5 }, month: { ratio: 0.5 }, days: [null, 0.5] }],
  }),
  'history.annotations': () => ({
    input: range(),
    answers: [{ event: { type: 'added' } }, { event: { type: 'started', stoppedAt: null } }],
  }),
  'history.spans': () => ({ input: range(), answers: [{ state: 'up' }, { state: 'down', to: null }] }),
  'pings.list': () => ({
    input: { monitorId: 'mailer' },
    answers: { items: [{ kind: 'fail' }, { kind: 'success', body: 'done' }], ...wholePage },
  }),
  'pings.evidence': () => ({
    input: { monitorId: 'mailer', id: 1 },
    answers: {
      name: expect.stringMatching(/^mailer-run-.*\.md$/u) as unknown,
      text: expect.stringContaining('done') as unknown,
    },
  }),
  'channels.list': () => ({ answers: [desktop, { id: 'spare' }] }),
  'channels.create': () => ({ input: { kind: 'native', name: 'Screen' }, answers: { id: 'screen', enabled: true } }),
  'channels.update': () => ({ input: { kind: 'native', id: 'spare', name: 'Screen' }, answers: { name: 'Screen' } }),
  'channels.delete': () => ({ input: { id: 'spare' }, answers: null }),
  'channels.test': () => ({ input: { id: 'desktop' }, answers: { accepted: true, answer: 'shown by the test' } }),
  'channels.previewWebhook': () => ({
    input: { format: 'json', template: '{"text": "{{monitor.name}}"}' },
    answers: { body: '{"text": "Shop API"}' },
  }),
  'rules.list': () => ({ answers: [{ channels: ['desktop'], source: 'default' }] }),
  'rules.replace': () => ({
    input: { rules: [{ when: {}, channels: ['spare'], delay: '5m' }] },
    answers: [{ channels: ['spare'], delay: 300_000, source: 'hand' }],
  }),
  'rules.explain': () => ({
    input: { monitorId: 'mailer' },
    answers: [
      { channelId: 'desktop', delay: 0, ruleIds: [expect.any(Number) as unknown], blockedBy: null },
      { channelId: 'spare', ruleIds: [], blockedBy: 'no-rule', sentAt: null },
    ],
  }),
  'locations.list': () => ({ answers: [{ id: 'office', kind: 'blackbox', budget: null, monitors: 0, last: null }] }),
  'locations.save': () => ({
    input: { kind: 'globalping', name: 'Frankfurt', where: 'Frankfurt', token: 'a-secret' },
    answers: { id: 'frankfurt', token: { hasSecret: true }, budget: { limit: null, used: 0, planned: 0 } },
  }),
  'locations.delete': () => ({ input: { id: 'office' }, answers: null }),
  'locations.test': () => ({
    input: { id: 'office', url: 'https://example.com/' },
    answers: { sighting: 'no-answer', reason: 'no answer: the location could not be reached (ECONNREFUSED)' },
  }),
  'locations.ofMonitor': () => ({ input: { monitorId: 'mailer' }, answers: [] }),
  'locations.places': () => ({
    input: { kind: 'globalping', url: globalping.url },
    answers: { probes: 0, countries: [] },
  }),
  'locations.review': () => ({
    input: { kind: 'http', id: 'web', url: 'https://example.com/', locations: ['office'] },
    answers: { warnings: [], budgets: [] },
  }),
  'locations.notes': () => ({ input: { monitorId: 'mailer', from: 0, to: 1 }, answers: [] }),
  'alerts.list': () => ({ input: {}, answers: { items: [{ event: 'down', status: 'sent' }], ...wholePage } }),
  'maintenance.list': () => ({
    answers: [{ id: 'nightly', activeUntil: expect.any(Number) as unknown, monitors: 0, source: 'hand' }],
  }),
  'maintenance.save': () => ({
    input: { name: 'Patch day', days: ['tue'], from: '22:00', to: '2:00', timezone: 'UTC', covers: { all: true } },
    answers: { id: 'patch-day', days: ['tue'], from: '22:00', to: '02:00', activeUntil: null, monitors: 2 },
  }),
  'maintenance.delete': () => ({ input: { id: 'nightly' }, answers: null }),
  'maintenance.start': () => ({
    input: { covers: { monitors: ['mailer'] }, duration: '1h' },
    answers: { id: 'maintenance', activeUntil: expect.any(Number) as unknown, monitors: 1 },
  }),
  'maintenance.end': () => ({ input: { id: 'nightly' }, answers: { activeUntil: null } }),
  'maintenance.calendar': () => ({ input: { from: 0, to: 1 }, answers: [] }),
  'mutes.list': () => ({ answers: [] }),
  'mutes.set': () => ({
    input: { scope: { kind: 'monitor', monitorId: 'mailer' }, until: null },
    answers: { id: 1, scope: { kind: 'monitor', monitorId: 'mailer' }, until: null, createdAt: clock.now() },
  }),
  'mutes.clear': () => ({ input: { id: 1 }, answers: null }),
  'discovery.search': () => ({
    answers: [{ found: { name: 'backup' }, monitoredBy: null, schedule: 'every weekday at 03:00' }],
  }),
  'digest.preview': () => ({
    answers: {
      title: expect.stringMatching(/^\[DIGEST\] 2 monitors: 1 incident/u) as unknown,
      text: expect.stringContaining('Muted: none') as unknown,
    },
  }),
  'digest.send': () => ({ input: { channels: ['desktop'] }, answers: null }),
  'settings.get': () => ({ answers: { theme: 'system', rawDays: 7 } }),
  'settings.update': () => ({ input: { theme: 'dark' }, answers: { theme: 'dark', rawDays: 7 } }),
  'host.get': () => ({ answers: { autostart: false, listener: null, api: { enabled: true } } }),
  'host.update': () => ({ input: { autostart: true }, answers: { autostart: true } }),
  'host.allowCommands': () => ({ input: { allowed: true }, answers: { commands: { allowed: true } } }),
  'host.installCommandLine': () => ({ input: { installed: true }, answers: { commandLine: { isInstalled: true } } }),
  'host.checkForUpdates': () => ({ answers: { updates: { status: { version: '2.0.0' } } } }),
  'host.downloadUpdate': () => ({ answers: { updates: { status: { is: 'ready' } } } }),
  'host.installUpdate': () => ({ answers: { updates: { status: { is: 'ready' } } } }),
  'host.showLog': () => ({ answers: { log: { canBeShown: true } } }),
  'host.renewToken': () => ({ answers: { api: { token: 'another-token' } } }),
  'config.apply': () => ({ input: { yaml: 'monitors: []' }, answers: { created: [], removed: [] } }),
  'config.import': () => ({ input: { yaml: 'monitors: []' }, answers: { created: [], removed: [] } }),
  'config.plan': () => ({ input: { yaml: 'monitors: []' }, answers: { missing: [], changes: [] } }),
  'config.export': () => ({
    answers: { yaml: expect.stringContaining('id: mailer') as unknown, env: [expect.any(String) as unknown] },
  }),
  'config.handOver': () => ({
    input: { to: 'prometheus', metrics: { address: '127.0.0.1:7464', credentialsFile: null } },
    answers: { secretFiles: [], variables: [], notes: expect.arrayContaining([expect.any(String)]) as unknown },
  }),
  'system.info': () => ({ answers: { host: 'headless', databaseBytes: expect.any(Number) as unknown, restore: null } }),
  'system.backup': () => ({
    answers: { bytes: expect.any(Number) as unknown, file: expect.stringMatching(/\.db$/u) as unknown },
  }),
  'system.backups': () => ({ answers: [] }),
  'system.restore': () => ({ input: { file: null }, answers: { takesEffect: 'never' } }),
};

/** What has to be there before the call can come off; nothing for most. */
const preparations: Readonly<Partial<Record<CallName, () => Promise<unknown>>>> = {
  'mutes.clear': () => engine.api.mutes.set({ scope: { kind: 'all' }, until: clock.now() + 1_000 }),
};

test('each call is tested here once', () => {
  expect(Object.keys(cases).toSorted()).toEqual(callNames.toSorted());
});

test.each(callNames)('%s', async (name) => {
  await preparations[name]?.();
  const { input, answers } = cases[name]();
  expect(await callByName(engine.api, name, input)).toMatchObject({ ok: true, value: answers });
});

describe('a record that does not exist is named:', () => {
  const nobody = { id: 'nobody' };
  const ofNobody = { monitorId: 'nobody' };
  const missing: Readonly<Partial<Record<CallName, object>>> = {
    'monitors.get': nobody,
    'monitors.update': { ...nobody, kind: 'http' },
    'monitors.delete': nobody,
    'monitors.pause': nobody,
    'monitors.resume': nobody,
    'monitors.checkNow': nobody,
    'monitors.renewToken': nobody,
    'monitors.replay': { ...nobody, kind: 'http', url: refusing },
    'monitors.updateAll': { patches: [{ id: 'nobody', kind: 'http', tags: [] }] },
    'incidents.get': { id: 99 },
    'incidents.evidence': { id: 99 },
    'incidents.acknowledge': { id: 99 },
    'history.checks': ofNobody,
    'history.check': { ...ofNobody, at: 1 },
    'history.evidence': { ...ofNobody, at: 1 },
    'history.series': { ...ofNobody, from: 0, to: 1 },
    'history.figures': ofNobody,
    'history.figureSeries': { ...ofNobody, from: 0, to: 1, figure: 'days' },
    'history.uptime': { ...ofNobody, from: 0, to: 1 },
    'history.spans': { ...ofNobody, from: 0, to: 1 },
    'pings.list': ofNobody,
    'pings.evidence': { ...ofNobody, id: 1 },
    'channels.update': { ...nobody, kind: 'native' },
    'channels.delete': nobody,
    'channels.test': nobody,
    'rules.explain': ofNobody,
    'mutes.set': { scope: { kind: 'monitor', ...ofNobody }, until: null },
    'mutes.clear': { id: 99 },
    'system.restore': { file: '/etc/passwd' },
  };
  test.each(Object.entries(missing))('%s', async (name, input) => {
    const answer = await callByName(engine.api, name, input);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'not-found', message: expect.stringContaining('there is no') as unknown },
    });
  });
});

test.each(callNames)('%s takes no unknown field, and changes nothing then', async (name) => {
  const before = await engine.api.config.export(undefined);
  expect(await callByName(engine.api, name, { surprise: 1 })).toMatchObject({ ok: false, error: { code: 'invalid' } });
  expect(await engine.api.config.export(undefined)).toEqual(before);
});
