/** The configuration as files for Prometheus: what is in them, and that the real programs accept them. */
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { jsonMember, quotedLoosely } from '../../../electron/engine/config/exporters/prometheus/body-pattern.ts';
import { fileOf, handOver, writeHandover, writeIn } from '../../support/handed-over.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { runProgram, testWith } from '../../support/real-programs.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, type TestEngine } from '../../support/test-engine.ts';

const secrets = [
  'slack-path-secret',
  'smtp-password-secret',
  'bearer-secret',
  'header-secret',
  'send-secret',
  'hook-secret',
];

/** A shop, a job, and alerts by Slack and e-mail: critical ones to both. */
const story = `
channels:
  - { id: ops-slack, kind: slack, webhookUrl: 'https://hooks.slack.com/services/slack-path-secret' }
  - { id: ops-mail, kind: email, smtp: { host: smtp.example.com, port: 587, username: vigilmon, password: smtp-password-secret }, from: vigilmon@example.com, to: [ops@example.com, 'On call <oncall@example.com>'] }
  - { id: own-hook, kind: webhook, url: 'https://hooks.example.com/in/hook-secret', headers: { X-Team: web } }
  - { id: phone, kind: pagerduty, routingKey: bearer-secret }
rules:
  - { when: { severity: [critical] }, channels: [ops-slack, ops-mail] }
  - { when: { severity: [warning, info] }, channels: [ops-slack], quietHours: { days: [fri], from: '22:00', to: '07:00', timezone: Europe/Berlin } }
  - { when: { severity: [critical], tags: [shop], events: [down] }, channels: [phone], delay: 10m, repeatEvery: 1h }
  - { when: { events: [recovered] }, channels: [own-hook] }
  - { when: { monitors: [mailer, shop-api] }, channels: [own-hook], quietHours: { from: '01:00', to: '02:00', timezone: UTC } }
maintenance:
  - { id: upgrade, days: [sun], from: '02:00', to: '04:00', covers: { all: true } }
monitors:
  - id: shop-api
    kind: http
    url: https://shop.example.com/health
    interval: 30s
    timeout: 5s
    tags: [shop, prod]
    degradedAfter: 2s
    auth: { type: bearer, token: bearer-secret }
    assertions:
      - { on: status, is: equals, value: 200 }
      - { on: body, is: contains, value: '"status": "ok"' }
      - { on: responseTime, is: lessThan, value: 3000 }
      - { on: json, is: equals, path: '$.checks.db', value: up }
      - { on: json, is: greaterThan, path: '$.workers', value: 3 }
      - { on: header, is: contains, path: Content-Type, value: json }
  - { id: shop-web, kind: http, url: 'https://shop.example.com/', severity: warning, name: 'Shop "web"' }
  - { id: blog, kind: http, url: 'https://blog.example.com/', severity: warning, dependsOn: [shop-web] }
  - { id: partner, kind: http, url: 'https://partner.example.com/', headers: { X-Api-Key: header-secret, Accept: text/html }, interval: 10s, timeout: 9800ms }
  - { id: redis, kind: tcp, host: 127.0.0.1, port: 6379, send: 'AUTH send-secret', severity: info, assertions: [{ on: response, is: contains, value: '+OK' }] }
  - { id: old, kind: http, url: 'https://old.example.com/', enabled: false }
  - { id: mailer, kind: heartbeat, name: Pending e-mails, schedule: { every: 5m }, tags: [mail] }
`;

let engine: TestEngine;

beforeEach(async () => {
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock: manualClock() });
  onTestFinished(() => engine.stop());
});

type Yaml = Readonly<Record<string, unknown>>;

async function exported(
  yaml = story,
): Promise<{ readonly notes: readonly string[]; readonly file: (path: string) => Yaml }> {
  const made = await handOver(engine, yaml);
  return { notes: made.notes, file: (path) => parse(fileOf(made, path)) as Yaml };
}

describe('handed over to Prometheus', () => {
  test('no file has a secret, and the export says where each one belongs', async () => {
    const made = await handOver(engine, story);
    const all = made.files.map(({ text }) => text).join('\n');
    for (const secret of secrets) expect(all).not.toContain(secret);
    expect(made.secretFiles).toEqual([
      'secrets/SHOP_API_TOKEN',
      'secrets/OPS_SLACK_WEBHOOK_URL',
      'secrets/OPS_MAIL_PASSWORD',
      'secrets/PHONE_ROUTING_KEY',
    ]);
    expect(made.variables).toEqual(['PARTNER_X_API_KEY', 'REDIS_SEND', 'OWN_HOOK_URL_PATH']);
    for (const name of [...made.secretFiles, ...made.variables]) expect(fileOf(made, 'README.md')).toContain(name);
  });

  test('assertions become a module, as far as the exporter knows them', async () => {
    const { file, notes } = await exported();
    const { modules } = file('blackbox.yml') as { modules: Yaml };
    expect(modules['http_shop_api']).toEqual({
      prober: 'http',
      timeout: '5s',
      http: {
        method: 'GET',
        valid_status_codes: [200],
        authorization: { type: 'Bearer', credentials_file: 'secrets/SHOP_API_TOKEN' },
        fail_if_body_not_matches_regexp: ['"status"\\s*:\\s*"ok"', '"db"\\s*:\\s*"up"'],
        fail_if_header_not_matches: [{ header: 'Content-Type', regexp: 'json', allow_missing: false }],
        preferred_ip_protocol: 'ip4',
      },
    });
    expect(Object.keys(modules)).toEqual(['http_shop_api', 'http_shop_web', 'http_partner', 'tcp_redis']);
    expect(notes).toEqual([
      'shop-api: the assertion "JSON value equals" is a pattern now, which also accepts the value elsewhere in the body',
      'shop-api: the assertion "JSON value greaterThan" is left out; the exporter cannot check it',
      'old: left out, because it is paused',
      'mailer: stays with Vigilmon, whose metrics Prometheus scrapes and alerts on',
      'rule 2: what is resolved within the quiet hours is never sent, and there is no summary afterwards',
      'rule 3: reminders are sent at a constant interval',
      'rule 4: left out; Prometheus raises none of its events',
      'rule 5: what is resolved within the quiet hours is never sent, and there is no summary afterwards',
      'channel desktop: left out; it is off, or Alertmanager has nothing like it',
      'channel own-hook: headers is left out',
      'partner: the time limit is 9.5 s, because a scrape has to end within its interval',
      'maintenance upgrade: left out; add a silence in Alertmanager instead',
      'all: Prometheus does not recheck after a failure, so an outage takes as many whole intervals as there are failures to count',
    ]);
  });

  test('an outage takes as many failures and passes as in Vigilmon, with the same severity', async () => {
    const { file } = await exported();
    const { groups } = file('rules.yml') as { groups: readonly { rules: readonly Yaml[] }[] };
    const rules = groups[0]?.rules ?? [];
    expect(rules.filter(({ alert }) => alert === 'MonitorDown')).toEqual([
      expect.objectContaining({
        expr: 'probe_success{monitor=~"shop-api"} == 0 or 1000 * probe_duration_seconds{monitor=~"shop-api"} >= 3000',
        for: '30s',
        keep_firing_for: '30s',
        labels: { severity: 'critical', event: 'down' },
      }),
      expect.objectContaining({
        expr: 'probe_success{monitor=~"shop-web|blog"} == 0',
        for: '1m',
        labels: { severity: 'warning', event: 'down' },
      }),
      expect.objectContaining({ expr: 'probe_success{monitor=~"partner"} == 0', for: '10s' }),
      expect.objectContaining({ labels: { severity: 'info', event: 'down' } }),
      expect.not.objectContaining({ for: expect.anything() as unknown }),
    ]);
    expect(rules.find(({ alert }) => alert === 'MonitorDegraded')).toMatchObject({
      expr: '1000 * probe_duration_seconds{monitor=~"shop-api"} > 2000 and probe_success{monitor=~"shop-api"} == 1',
    });
  });

  test('each channel gets an alert once, by the rules that name it, and critical ones at any hour', async () => {
    const { file } = await exported();
    const {
      route,
      time_intervals: intervals,
      inhibit_rules: inhibitions,
    } = file('alertmanager.yml') as {
      inhibit_rules: unknown;
      route: { routes: readonly { routes: readonly Yaml[] }[] };
      time_intervals: unknown;
    };
    const branches = route.routes.map(({ routes }) => routes);
    expect(branches.map((routes) => routes.map(({ receiver, matchers }) => ({ receiver, matchers })))).toEqual([
      [
        { receiver: 'ops-slack', matchers: ['severity="critical"'] },
        { receiver: 'ops-slack', matchers: ['severity=~"(warning|info)"'] },
      ],
      [{ receiver: 'ops-mail', matchers: ['severity="critical"'] }],
      [
        { receiver: 'own-hook', matchers: ['monitor=~"(mailer|shop-api)"', 'severity="critical"'] },
        { receiver: 'own-hook', matchers: ['monitor=~"(mailer|shop-api)"'] },
      ],
      [{ receiver: 'phone', matchers: ['severity="critical"', 'event="down"', 'tags=~".*,(shop),.*"'] }],
    ]);
    expect(branches[3]?.[0]).toMatchObject({ group_wait: '10m', repeat_interval: '1h' });
    expect(inhibitions).toEqual([
      { source_matchers: ['event="down"', 'monitor="shop-web"'], target_matchers: ['monitor="blog"'] },
    ]);
    expect(intervals).toEqual([
      {
        name: 'quiet-hours-2',
        time_intervals: [
          { times: [{ start_time: '22:00', end_time: '24:00' }], weekdays: ['friday'], location: 'Europe/Berlin' },
          { times: [{ start_time: '00:00', end_time: '07:00' }], weekdays: ['saturday'], location: 'Europe/Berlin' },
        ],
      },
      {
        name: 'quiet-hours-5',
        time_intervals: [{ times: [{ start_time: '01:00', end_time: '02:00' }], location: 'UTC' }],
      },
    ]);
  });

  test('locations that are exporters are scraped too, and the quorum becomes the condition', async () => {
    const locations = `
locations:
  - { id: ohio, kind: blackbox, url: 'https://probe.example.com/exporter/', module: http_strict }
  - { id: fra, kind: globalping, where: Frankfurt }
monitors:
  - { id: shop, kind: http, url: 'https://shop.example.com/', locations: [ohio, fra] }
  - { id: strict, kind: http, url: 'https://strict.example.com/', locations: [ohio], quorum: any }
`;
    const { file, notes } = await exported(locations);
    const { scrape_configs: jobs } = file('prometheus.yml') as { scrape_configs: readonly Yaml[] };
    expect(jobs.map(({ job_name: name }) => name)).toEqual(['vigilmon', 'vigilmon-ohio']);
    expect(jobs[1]).toMatchObject({ scheme: 'https', metrics_path: '/exporter/probe' });
    const { groups } = file('rules.yml') as { groups: readonly { rules: readonly Yaml[] }[] };
    expect(groups[0]?.rules.flatMap(({ alert, expr }) => (alert === 'MonitorDown' ? [expr] : []))).toEqual([
      'avg without (location, job) (probe_success{monitor=~"shop"}) < 0.5',
      'min without (location, job) (probe_success{monitor=~"strict"}) == 0',
    ]);
    expect(notes).toContain('shop: the locations fra are left out; Prometheus can only use blackbox exporters');
  });

  testWith(
    'promtool',
    'amtool',
    'prometheus-blackbox-exporter',
  )('the real programs accept every file', async () => {
    const directory = tempDirectory(onTestFinished);
    const made = await handOver(engine, story);
    writeHandover(made, directory);
    for (const path of made.secretFiles) writeIn(directory, path, 'https://hooks.example.com/secret');
    const check = (program: string, ...args: readonly string[]) => runProgram(program, args, { cwd: directory });
    for (const [program, ...args] of [
      ['promtool', 'check', 'config', 'prometheus.yml'],
      ['promtool', 'check', 'rules', 'rules.yml'],
      ['amtool', 'check-config', 'alertmanager.yml'],
      ['prometheus-blackbox-exporter', '--config.file=blackbox.yml', '--config.check'],
    ] as const) {
      expect(await check(program, ...args)).toMatchObject({ code: 0 });
    }
    const routed = await check(
      'amtool',
      ...['config', 'routes', 'test', '--config.file=alertmanager.yml', 'severity=critical', 'event=down', 'tags=,a,'],
    );
    expect(routed.output.match(/(?:ops|own)-\w+|phone/gu)).toEqual(['ops-slack', 'ops-mail']);
  });
});

test.each([
  ['"status": "ok"', '"status"\\s*:\\s*"ok"'],
  ['{"a":[1, 2]}', '\\{\\s*"a"\\s*:\\s*\\[\\s*1\\s*,\\s*2\\s*\\]\\s*\\}'],
  ['all is well (really)', 'all is well \\(really\\)'],
  ['"a: b"', '"a: b"'],
])('the text %s is searched for as %s', (text, pattern) => {
  expect(quotedLoosely(text)).toBe(pattern);
});

test.each([
  ['$.status', 'ok', '"status"\\s*:\\s*"ok"'],
  ['$.checks.db-main', true, '"db-main"\\s*:\\s*true\\b'],
  ['$.items[0].name', 'a', null],
  ['$..name', 'a', null],
  ['$.list', ['a'], null],
] as const)('the member %s with the value %j is searched for as %s', (path, value, pattern) => {
  expect(jsonMember(path, value)).toBe(pattern);
});
