import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { errorOf, openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

const refusing = 'http://127.0.0.1:1/';
const webhookUrl = 'https://hooks.slack.com/services/T0/B0/secret';
const auth = { type: 'basic', username: 'me', password: 'stored' } as const;

let engine: TestEngine;
beforeEach(async () => {
  engine = await openFresh();
});
afterEach(() => engine.stop());

function openFresh(): Promise<TestEngine> {
  return openTestEngine({ directory: tempDirectory(onTestFinished), clock: manualClock() });
}

async function furnish({ api }: TestEngine): Promise<void> {
  valueOf(await api.channels.create({ kind: 'slack', id: 'ops', name: 'Ops', webhookUrl }));
  const rules = [
    { when: {}, channels: ['desktop'] },
    { when: { severity: ['critical' as const] }, channels: ['ops'], delay: '5m' },
  ];
  valueOf(await api.rules.replace({ rules }));
  const shop = { kind: 'http', id: 'shop', name: 'Shop API' } as const;
  valueOf(await api.monitors.create({ ...shop, url: refusing, auth, tags: ['eu'] }));
  valueOf(await api.monitors.create({ kind: 'heartbeat', id: 'mailer', schedule: { every: '5m' } }));
  valueOf(await api.settings.update({ rawDays: 14, digest: { at: '08:00', channels: ['ops'] } }));
  const covers = { tags: ['eu'] };
  valueOf(await api.maintenance.save({ id: 'patches', days: ['tue'], from: '22:00', to: '23:00', covers }));
}

/** Monitors in any order, since one that is edited becomes the last. */
const everything = async ({ api }: TestEngine): Promise<unknown> => ({
  monitors: Object.fromEntries(valueOf(await api.monitors.list(undefined)).map((monitor) => [monitor.id, monitor])),
  channels: valueOf(await api.channels.list(undefined)),
  rules: valueOf(await api.rules.list(undefined)),
  settings: valueOf(await api.settings.get(undefined)),
});
const exportedBy = async ({ api }: TestEngine): Promise<string> => valueOf(await api.config.export(undefined)).yaml;
const planOf = async (yaml: string, env?: Record<string, string>) =>
  valueOf(await engine.api.config.plan({ yaml, ...(env === undefined ? {} : { env }) }));
const inWords = ({ changes }: Awaited<ReturnType<typeof planOf>>): readonly string[] =>
  changes.map(({ section, name, change, fields }) =>
    [change, section, name, ...fields].filter((word) => word !== '').join(' '),
  );

const shopPassword = { section: 'monitors', kind: 'http', record: 'Shop API', field: 'auth.password' };
const env = { OPS_WEBHOOK_URL: webhookUrl, SHOP_PASSWORD: 'stored', MAILER_TOKEN: 'token-0123456789-token' };

test('an export imported into a new database makes the same of it, and importing it again changes nothing', async () => {
  const other = await openFresh();
  await furnish(other);
  const yaml = await exportedBy(other);
  const plan = await planOf(yaml, env);
  expect(inWords(plan)).toEqual([
    'created channels Ops',
    'created monitors Shop API',
    'created monitors mailer',
    'created rules Ops',
    'updated settings rawDays digest',
    'created maintenance patches',
  ]);
  const report = valueOf(await engine.api.config.import({ yaml, env }));
  expect(report.created.toSorted()).toEqual(['mailer', 'ops', 'patches', 'shop']);
  expect(await exportedBy(engine)).toBe(yaml);
  expect(valueOf(await engine.api.monitors.list(undefined)).map(({ source }) => source)).toEqual(['hand', 'hand']);
  expect((await planOf(yaml, env)).changes).toEqual([]);
  await other.stop();
});

test('what an import made survives a file that is applied later, and the file keeps its own', async () => {
  const monitor = (id: string, name: string): string =>
    `monitors:\n  - { id: ${id}, name: ${name}, kind: http, url: "${refusing}" }\n`;
  const { config, monitors } = engine.api;
  valueOf(await config.apply({ yaml: monitor('filed', 'One') }));
  valueOf(await config.import({ yaml: monitor('brought', 'Two') }));
  expect(valueOf(await config.import({ yaml: monitor('filed', 'Three') })).updated).toEqual(['filed']);
  const sources = valueOf(await monitors.list(undefined)).map(({ id, source }) => `${id} ${source}`);
  expect(sources.toSorted()).toEqual(['brought hand', 'filed file']);
  expect(valueOf(await config.apply({ yaml: 'monitors: []' })).removed).toEqual(['filed']);
  expect(valueOf(await monitors.list(undefined)).map(({ id }) => id)).toEqual(['brought']);
});

test('a plan names what changes and changes nothing', async () => {
  await furnish(engine);
  const before = await everything(engine);
  const yaml = (await exportedBy(engine))
    .replace('name: Shop API', 'name: Shop')
    .replace('tags: [ eu ]', 'tags: [ us ]');
  const plan = await planOf(yaml.replace('name: Shop\n', 'name: Shop\n    severity: warning\n'));
  expect(inWords(plan)).toEqual(['updated monitors Shop name severity tags']);
  expect(plan).toMatchObject({ missing: [], unchanged: 6 });
  expect(plan.changes[0]?.values).toEqual({
    name: ['Shop API', 'Shop'],
    severity: ['critical', 'warning'],
    tags: ['eu', 'us'],
  });
  expect(await everything(engine)).toEqual(before);
});

test('a plan has the values of what changes, but neither secrets nor what is no line', async () => {
  await furnish(engine);
  const headers = '{ Accept: text/html }';
  const { changes } = await planOf(
    `monitors:
  - { id: shop, kind: http, name: Shop API, url: "${refusing}", interval: 90s, assertions: [ { on: status, is: equals, value: 200 } ], tags: [], notes: "one\\ntwo", headers: ${headers}, auth: { type: basic, username: me, password: other }, regionalInterval: 5m, method: POST }
channels:
  - { id: ops, kind: slack, name: Ops, webhookUrl: ${webhookUrl}er }
settings:
  groupWait: 10s
  digest: null
  stretchOnBattery: true
maintenance:
  - { id: patches, days: [tue, wed], from: 22:00, to: 23:00, covers: { all: true }, timezone: UTC }
`,
  );
  const valuesOf = (wanted: string) => changes.find(({ section }) => section === wanted);
  expect(valuesOf('monitors')).toMatchObject({
    fields: expect.arrayContaining(['notes', 'headers', 'auth']) as unknown,
    values: {
      interval: ['1 min', '1 min 30 s'],
      tags: ['eu', '–'],
      method: ['GET', 'POST'],
      regionalInterval: ['15 min', '5 min'],
      assertions: ['–', '1'],
    },
  });
  expect(valuesOf('channels')).toMatchObject({ fields: ['webhookUrl'], values: {} });
  expect(valuesOf('settings')).toMatchObject({
    fields: expect.arrayContaining(['digest']) as unknown,
    values: {
      groupWait: ['0 s', '10 s'],
      stretchOnBattery: ['false', 'true'],
    },
  });
  expect(valuesOf('maintenance')?.values).toEqual({ days: ['tue', 'tue, wed'], timezone: ['–', 'UTC'] });
});

describe('rules', () => {
  const rule = '{ when: { tags: [eu] }, channels: [desktop] }';

  test('of the file replace the default one, which the plan says', async () => {
    const yaml = `rules:\n  - ${rule}\n`;
    const plan = await planOf(yaml);
    expect(inWords(plan)).toEqual(['created rules Desktop notifications', 'removed rules Desktop notifications']);
    expect(plan.changes.map(({ rule }) => rule?.when.tags)).toEqual([['eu'], []]);
    valueOf(await engine.api.config.import({ yaml }));
    expect(valueOf(await engine.api.rules.list(undefined)).map(({ when }) => when.tags)).toEqual([['eu']]);
  });

  test('made by hand stay where they are, and none is doubled', async () => {
    await furnish(engine);
    const before = valueOf(await engine.api.rules.list(undefined)).map(({ channels }) => channels);
    const yaml = `rules:\n  - { when: {}, channels: [desktop] }\n  - ${rule}\n`;
    expect(inWords(await planOf(yaml))).toEqual(['created rules Desktop notifications']);
    valueOf(await engine.api.config.import({ yaml }));
    const after = valueOf(await engine.api.rules.list(undefined)).map(({ channels }) => channels);
    expect(after).toEqual([...before, ['desktop']]);
  });
});

describe('a variable that is not set', () => {
  test('is named with the records and fields that need it', async () => {
    const other = await openFresh();
    await furnish(other);
    const yaml = await exportedBy(other);
    await other.stop();
    expect(await planOf(yaml, { MAILER_TOKEN: env.MAILER_TOKEN })).toEqual({
      missing: [
        {
          name: 'OPS_WEBHOOK_URL',
          fields: [{ section: 'channels', kind: 'slack', record: 'Ops', field: 'webhookUrl' }],
        },
        { name: 'SHOP_PASSWORD', fields: [shopPassword] },
      ],
      changes: [],
      unchanged: 0,
      warnings: [],
    });
    expect(errorOf(await engine.api.config.import({ yaml })).message).toContain('OPS_WEBHOOK_URL');
    expect(valueOf(await engine.api.monitors.list(undefined))).toEqual([]);
  });

  test('is not needed where the secret is stored', async () => {
    await furnish(engine);
    const before = await everything(engine);
    const yaml = await exportedBy(engine);
    expect(await planOf(yaml)).toMatchObject({ missing: [], changes: [] });
    valueOf(await engine.api.config.import({ yaml: yaml.replace('name: Shop API', 'name: Shop') }));
    valueOf(await engine.api.config.import({ yaml }));
    expect(await everything(engine)).toEqual(before);
  });

  test('keeps a stored text as it is, whatever it looks like', async () => {
    const body = 'a=${A}&b=$${B}';
    const headers = { 'X-Api.Key': 'stored', Accept: 'text/plain' };
    const monitor = { kind: 'http', id: 'form', url: refusing, method: 'POST', body, headers } as const;
    valueOf(await engine.api.monitors.create(monitor));
    const before = await everything(engine);
    const yaml = await exportedBy(engine);
    expect(yaml).toContain('${FORM_BODY}');
    expect(await planOf(yaml)).toMatchObject({ missing: [], changes: [] });
    valueOf(await engine.api.config.import({ yaml, env: { A: 'filled' } }));
    expect(await everything(engine)).toEqual(before);
  });

  test.each([
    { what: 'a field that does not exist', more: ', adress: x', at: /^monitors\.0\.adress, line 2/ },
    { what: 'another record', wiki: ', timeout: [1s]', at: /^monitors\.1\.timeout, line 3/ },
    { what: 'a duration in words', wiki: ', timeout: 1 second', at: /^monitors\.1\.timeout, line 3/ },
    { what: 'a number in words', wiki: ', failAfter: two', at: /^monitors\.1\.failAfter, line 3/ },
  ])('is asked for once the file has the right shape: $what', async ({ more = '', wiki = '', at }) => {
    const fileOf = (isWrong: boolean): string =>
      [
        'monitors:',
        `  - { id: shop, kind: http, url: "\${SHOP_URL}", interval: "\${SHOP_INTERVAL}"${isWrong ? more : ''} }`,
        `  - { id: wiki, kind: http, url: "${refusing}"${isWrong ? wiki : ''} }`,
      ].join('\n');
    expect(errorOf(await engine.api.config.plan({ yaml: fileOf(true) })).message).toMatch(at);
    expect((await planOf(fileOf(false))).missing.map(({ name }) => name)).toEqual(['SHOP_URL', 'SHOP_INTERVAL']);
  });

  test('is needed after all where the secret would go to another address', async () => {
    await furnish(engine);
    const yaml = (await exportedBy(engine)).replace(refusing, 'http://127.0.0.2:1/');
    const { missing } = await planOf(yaml);
    expect(missing).toEqual([{ name: 'SHOP_PASSWORD', fields: [shopPassword] }]);
    expect(errorOf(await engine.api.config.import({ yaml })).message).toContain('must be entered again');
    expect(inWords(await planOf(yaml, { SHOP_PASSWORD: 'new' }))).toEqual(['updated monitors Shop API url auth']);
  });
});

test('a variable is needed after all where an alias gives its secret to a new monitor', async () => {
  await furnish(engine);
  const yaml = [
    'monitors:',
    `  - { id: shop, kind: http, url: "${refusing}", auth: &auth { type: basic, username: me, password: "\${P}" } }`,
    `  - { id: wiki, kind: http, url: "${refusing}", auth: *auth }`,
  ].join('\n');
  const { missing } = await planOf(yaml);
  expect(missing).toEqual([{ name: 'P', fields: [{ ...shopPassword, record: 'shop' }] }]);
  expect((await planOf(yaml, { P: 'stored' })).changes.map(({ id }) => id)).toContain('wiki');
});

test('a problem is said with its line, and with the name of its record', async () => {
  const yaml = `monitors:\n  - { id: shop, name: Shop API, kind: http, url: "${refusing}", auth: { type: basic } }\nsettings:\n  rawDay: 1\n`;
  const { file = [] } = errorOf(await engine.api.config.plan({ yaml }));
  const shop = { section: 'monitors', kind: 'http', record: 'Shop API' };
  expect(file.map(({ line, place }) => ({ line, place }))).toEqual([
    { line: 2, place: { ...shop, field: 'auth.username' } },
    { line: 2, place: { ...shop, field: 'auth.password' } },
    { line: 4, place: { section: 'settings', kind: '', record: '', field: 'rawDay' } },
  ]);
  const [unclosed] = errorOf(await engine.api.config.plan({ yaml: 'monitors: [' })).file ?? [];
  expect(unclosed).toMatchObject({ line: 1, place: null });
});

describe('what is refused, by plan and import alike:', () => {
  const monitor = `{ id: shop, kind: http, url: "${refusing}" }`;
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefgh'.split('').map((name, index) => {
      const before = 'abcdefgh'[index] ?? '';
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`;
    }),
  ].join('\n');
  test.each([
    ['a file that is not YAML', 'monitors: [', /line 1/],
    ['binary data', '\u0000\u0001PNG\u0000', /line 1|file/],
    ['an unknown field', `monitors:\n  - ${monitor.replace('}', ', adress: x }')}`, /monitors\.0\.adress, line 2/],
    ['an unknown section', 'monitor: []', /monitor, line 1/],
    ['the same id twice', `monitors:\n  - ${monitor}\n  - ${monitor}`, /monitors\.1\.id, line 3/],
    ['no id', 'monitors:\n  - { kind: http, url: "http://127.0.0.1:1/" }', /monitors\.0\.id, line 2/],
    ['aliases that grow without bounds', bomb, /file|line/],
    ['a huge file', 'x'.repeat(1_100_000), /file/],
    ['an empty file', '', /file/],
    ['a text', 'hello', /file/],
  ])('%s', async (_, yaml, place) => {
    const before = await everything(engine);
    const refused = [
      errorOf(await engine.api.config.plan({ yaml })),
      errorOf(await engine.api.config.import({ yaml })),
    ];
    for (const { code, fields } of refused) {
      expect(code).toBe('invalid');
      expect(Object.keys(fields).join('\n')).toMatch(place);
    }
    expect(await everything(engine)).toEqual(before);
  });
});
