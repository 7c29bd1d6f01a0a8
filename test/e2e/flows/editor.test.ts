import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { testCertificates } from '../../support/certificates.ts';
import { valueOf } from '../../support/headless-host.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test } from './flow.ts';

test('a near miss is explained while typing, and corrected by one click', async ({ window, host, service }) => {
  const editor = new MonitorEditor(window.page);
  await editor.open('http');
  await editor.url.fill(service.url);
  await editor.addAssertion(1, { on: 'body', is: 'contains', value: '"Status": "OK"' });
  const mayIgnore = { name: text.assertions.ignoreWhitespace };
  await expect(editor.assertion(1).getByRole('checkbox', mayIgnore)).toBeChecked();
  await editor.tryIt();
  await expect(editor.assertion(1)).toContainText('only upper and lower case differ');

  const instead = editor.assertion(1).getByRole('button', { name: /^Replace with: Body contains "status":"ok"$/ });
  await instead.click();
  await expect(editor.assertion(1).getByText(text.evidence.met, { exact: true })).toBeAttached();
  await expect(instead).toHaveCount(0);
  await editor.save();
  await expect(new MonitorView(window.page).checks).toBeVisible();
  expect(await valueOf(host.api.monitors.list(undefined))).toMatchObject([
    { assertions: [{ on: 'body', is: 'contains', value: '"status":"ok"' }] },
  ]);
});

test('whitespace that was ignored is named by its checkbox alone', async ({ window, service }) => {
  const editor = new MonitorEditor(window.page);
  await editor.open('http');
  await editor.url.fill(service.url);
  await editor.addAssertion(1, { on: 'body', is: 'contains', value: '"status": "ok"' });
  await editor.tryIt();
  await expect(editor.assertion(1).getByText(text.evidence.met, { exact: true })).toBeAttached();
  await expect(editor.assertion(1).getByText(/whitespace/iu)).toHaveText(text.assertions.ignoreWhitespace);
});

test('what failed is said once, and beside the buttons only while the preview is out of sight', async ({
  window,
  service,
}) => {
  await window.page.setViewportSize({ width: 900, height: 500 });
  const editor = new MonitorEditor(window.page);
  await editor.open('http');
  const toPreview = editor.form.getByRole('button', { name: text.preview.title, exact: true });
  await editor.url.fill(service.url);
  await editor.addAssertion(1, { on: 'status', is: 'equals', value: '204' });
  await editor.tryIt();
  const failed = editor.form.getByText(text.failures.assertion).filter({ visible: true });
  await expect(failed.first()).toBeVisible();
  await editor.url.scrollIntoViewIfNeeded();
  await expect(failed).toHaveCount(2);
  await toPreview.click();
  await expect(editor.preview).toBeFocused();
  await expect(toPreview).toHaveCount(0);
  await expect(failed).toHaveCount(1);
});

test('the first test is run from beside the buttons too once all that it needs is there, which shows its preview', async ({
  window,
}) => {
  await window.page.setViewportSize({ width: 900, height: 500 });
  const editor = new MonitorEditor(window.page);
  await editor.open('tcp');
  const { host, port } = text.monitorFields.tcp;
  const run = editor.form.getByRole('button', { name: text.preview.run, exact: true }).last();
  await expect(run).toBeDisabled();
  await editor.field(host.label).fill('127.0.0.1');
  await expect(run).toBeDisabled();
  await editor.field(port.label).fill('1');
  await run.click();
  await expect(editor.preview).toBeFocused();
  await expect(editor.preview.getByText(text.failures.refused).first()).toBeVisible();
});

test('whitespace in JSON is no choice where a server only greets', async ({ window }) => {
  const editor = new MonitorEditor(window.page);
  const choice = editor.form.getByRole('checkbox', { name: text.assertions.ignoreWhitespace });
  await editor.open('tcp');
  await editor.addAssertion(1, { on: 'response', is: 'contains', value: 'PONG' });
  await expect(choice).toHaveCount(0);
});

test('a number is asserted in the unit that its field names', async ({ window }) => {
  const editor = new MonitorEditor(window.page);
  await editor.open('ping');
  await editor.addAssertion(1, { on: 'packetLoss', is: 'lessThan', value: '20' });
  const value = editor.assertion(1).getByRole('textbox', { name: text.assertions.value(1) });
  await expect(value).toHaveAccessibleDescription('%');
});

test('assertions are suggested from the response, and added by one click', async ({ window, service }) => {
  const editor = new MonitorEditor(window.page);
  await editor.open('http');
  await editor.url.fill(service.url);
  await editor.tryIt();
  const offered = editor.preview.getByRole('button', { name: text.preview.take('$.checks.database equals "ok"') });
  await offered.click();
  await expect(offered).toHaveCount(0);
  await expect(editor.assertion(1).getByText(text.evidence.met, { exact: true })).toBeAttached();

  service.breakDatabase();
  await editor.tryIt();
  await expect(editor.assertion(1)).toContainText("$.checks.database is 'error:");
  await expect(editor.assertion(1).getByText(text.evidence.notMet, { exact: true })).toBeAttached();
});

test('a check that cannot be tried for a mistake in a field has it told at that field', async ({ window, service }) => {
  const editor = new MonitorEditor(window.page);
  await editor.open('http');
  await editor.url.fill(service.url.replace('://', '://ada:secret@'));
  await editor.tryIt();
  await expect(editor.preview).toContainText(text.preview.invalid);
  await expect(editor.url).toHaveAccessibleDescription(/Must not contain a username or password/);
  await editor.url.fill(service.url);
  await editor.tryIt();
  await expect(editor.preview).not.toContainText(text.preview.invalid);
  await expect(editor.url).not.toHaveAttribute('aria-invalid', 'true');
});

test('what a test finds wrong is told at its field also after saving found something else', async ({
  window,
  service,
}) => {
  const editor = new MonitorEditor(window.page);
  await editor.open('http');
  await editor.save();
  await expect(editor.url).toHaveAttribute('aria-invalid', 'true');
  await editor.url.fill(service.url.replace('://', '://ada:secret@'));
  await editor.tryIt();
  await expect(editor.url).toHaveAccessibleDescription(/Must not contain a username or password/);
});

test('all that is missing is told at once, numbers and durations too', async ({ window }) => {
  const editor = new MonitorEditor(window.page);
  await editor.open('tcp');
  const { host, port } = text.monitorFields.tcp;
  await editor.duration('interval').fill('');
  await editor.save();
  const empty = [editor.field(host.label), editor.field(port.label), editor.duration('interval')];
  for (const field of empty) await expect(field).toHaveAccessibleDescription('Must not be empty');
  await editor.field(port.label).fill('https');
  await editor.save();
  await expect(editor.field(port.label)).toHaveAccessibleDescription('Must be a number');
  await expect(editor.field(host.label)).toHaveAccessibleDescription('Must not be empty');
});

test('an address of another kind opens the form of that kind, filled in', async ({ window, host, service }) => {
  const editor = new MonitorEditor(window.page);
  await editor.open('http');
  const { port } = new URL(service.url);
  await editor.url.fill(`127.0.0.1:${port}`);
  await window.page.getByRole('button', { name: text.editor.switchKind(text.monitorKinds.tcp) }).click();
  await expect(editor.url).toHaveCount(0);
  await editor.save();
  await expect(new MonitorView(window.page).checks).toBeVisible();
  expect(await valueOf(host.api.monitors.list(undefined))).toMatchObject([
    { kind: 'tcp', host: '127.0.0.1', port: Number(port) },
  ]);
});

test('leaving with unsaved changes asks, and staying keeps what was typed', async ({ window }) => {
  const editor = new MonitorEditor(window.page);
  await editor.open('http');
  await editor.url.fill('https://example.com/health');
  await window.goTo('incidents');
  await expect(editor.question).toContainText(text.unsaved.title);
  await editor.question.getByRole('button', { name: text.common.cancel }).click();
  await expect(editor.url).toHaveValue('https://example.com/health');

  await window.goTo('incidents');
  await editor.question.getByRole('button', { name: text.unsaved.leave, exact: true }).click();
  await expect(window.heading(text.incidents.title)).toBeVisible();
});

test('leaving can save the changes first', async ({ window, host, service }) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  await window.monitor('Shop API').click();
  await window.page.getByRole('main').getByRole('button', { name: text.monitor.edit, exact: true }).click();
  await expect(window.heading(text.editor.editTitle('Shop API'))).toBeVisible();
  const editor = new MonitorEditor(window.page);
  await editor.form.getByLabel(text.common.name, { exact: true }).fill('Shop');
  await window.goTo('incidents');
  await editor.question.getByRole('button', { name: text.common.save, exact: true }).click();
  await expect(window.heading(text.incidents.title)).toBeVisible();
  expect(await valueOf(host.api.monitors.list(undefined))).toMatchObject([{ name: 'Shop' }]);
});

test('a duplicate has the fields of its original, and is a monitor of its own', async ({ window, host, service }) => {
  const assertion = { on: 'json', is: 'equals', path: '$.status', value: 'ok' } as const;
  await valueOf(
    host.api.monitors.create({
      kind: 'http',
      name: 'Shop API',
      url: service.url,
      tags: ['shop'],
      assertions: [assertion],
    }),
  );
  const monitor = new MonitorView(window.page);
  await window.monitor('Shop API', 'up').click();
  await monitor.clone();
  const editor = new MonitorEditor(window.page);
  await expect(editor.name).toHaveValue(text.editor.copyName('Shop API'));
  await expect(editor.url).toHaveValue(service.url);
  await editor.save();
  await expect(monitor.title(text.editor.copyName('Shop API'))).toBeVisible();
  expect(await valueOf(host.api.monitors.list(undefined))).toMatchObject([
    { name: 'Shop API' },
    { name: text.editor.copyName('Shop API'), url: service.url, tags: ['shop'], assertions: [assertion] },
  ]);
});

test('another address asks for each stored secret again, at its field', async ({ window, host, service }) => {
  await valueOf(
    host.api.monitors.create({
      kind: 'http',
      name: 'Shop API',
      url: service.url,
      auth: { type: 'basic', username: 'me', password: 'stored' },
      headers: { 'X-Api-Key': 'stored' },
    }),
  );
  await window.monitor('Shop API', 'up').click();
  await new MonitorView(window.page).edit();
  const editor = new MonitorEditor(window.page);
  await editor.url.fill('http://127.0.0.1:9/health');
  await editor.save();
  for (const name of [text.editor.password, text.editor.entries.header.value(1)]) {
    await expect(editor.form.getByRole('textbox', { name, exact: true })).toHaveAccessibleDescription(
      'Must be entered again: it was stored for another address',
    );
  }
});

test('proxy, certificates and the expected outage are saved, shown again without secrets, and removed', async ({
  window,
  host,
  service,
}) => {
  const { ca, good, expired } = await testCertificates();
  const { origin } = new URL(service.url);
  const editor = new MonitorEditor(window.page);
  const { editor: words } = text;
  await editor.open('http');
  await editor.url.fill('http://shop.example/health');
  await editor.openRequest();
  await editor.field(words.maxRedirects).fill('21');
  await editor.field(words.serverName).fill('www.shop.example');
  await editor.field(words.proxy).fill(origin);
  await editor.field(words.proxyUsername).fill('me');
  await editor.field(words.proxyPassword).fill('proxy-password');
  await editor.field(words.trustedCertificates).fill(ca);
  await editor.field(words.clientCertificate).fill(good.cert);
  await editor.field(words.clientKey).fill(good.key);
  await editor.openThresholds();
  await editor.form.getByRole('checkbox', { name: words.invert }).check();
  await editor.save();
  await expect(editor.field(words.maxRedirects)).toHaveAccessibleDescription('Must be a whole number from 0 to 20');
  await editor.field(words.maxRedirects).fill('3');
  await editor.save();

  const monitor = new MonitorView(window.page);
  await expect(monitor.checks).toBeVisible();
  await monitor.edit();
  await editor.openRequest();
  await expect(editor.field(words.maxRedirects)).toHaveValue('3');
  await expect(editor.field(words.serverName)).toHaveValue('www.shop.example');
  await expect(editor.field(words.proxy)).toHaveValue(origin);
  await expect(editor.field(words.proxyUsername)).toHaveValue('me');
  await expect(editor.field(words.trustedCertificates)).toHaveValue(ca);
  await expect(editor.field(words.clientCertificate)).toHaveValue(good.cert);
  for (const secret of [words.proxyPassword, words.clientKey]) {
    await expect(editor.field(secret)).toHaveValue('');
    await expect(editor.field(secret)).toHaveAttribute('placeholder', text.common.stored);
  }
  await editor.openThresholds();
  await expect(editor.form.getByRole('checkbox', { name: words.invert })).toBeChecked();

  // Another key has several lines as well.
  await editor.field(words.clientCertificate).fill(expired.cert);
  await editor.field(words.clientKey).fill(expired.key);
  await expect(editor.field(words.clientKey)).toHaveValue(expired.key);
  // What is refused stays visible, so that it can be removed.
  const method = editor.form.getByRole('combobox', { name: words.method, exact: true });
  await method.selectOption('POST');
  await editor.field(words.body).fill('{}');
  await method.selectOption('GET');
  await editor.field(words.proxy).fill('');
  await editor.save();
  await expect(editor.field(words.proxy)).toHaveAccessibleDescription(/^Must be the URL of a proxy/);
  await expect(editor.field(words.body)).toHaveAccessibleDescription(/^Is not sent with GET/);
  await editor.field(words.body).fill('');
  await editor.field(words.proxyUsername).fill('');
  await editor.save();
  await expect(monitor.checks).toBeVisible();
  expect(await valueOf(host.api.monitors.list(undefined))).toMatchObject([
    { proxy: null, proxyLogin: null, clientCertificate: { cert: expired.cert }, maxRedirects: 3, invert: true },
  ]);
});
