import { describe, expect, it } from 'vitest';
import type { Channel, ChannelInputOf } from '../../../../electron/contract/channels/registry.ts';
import { channelInput, type ParsedChannel } from '../../../../electron/contract/channels/schema.ts';
import type { Outcome } from '../../../../electron/contract/refusal.ts';
import { normaliseChannel, type ChannelContext } from '../../../../electron/engine/notifications/channels/normalise.ts';
import {
  channelSecrets,
  hideChannelSecrets,
  mapChannelSecrets,
} from '../../../../electron/engine/notifications/channels/secrets.ts';
import { testCertificates } from '../../../support/certificates.ts';
import { emailChannel, nativeChannel, slackChannel } from '../samples.ts';
import { worded, type Answered } from '../../../support/worded.ts';

const hook = 'https://hooks.slack.com/services/T0/B0/secret';
const hidden = { hasSecret: true } as const;
type Email = ChannelInputOf<'email'>;

function email(changes: Partial<Email> = {}, smtp: Partial<Email['smtp']> = {}): ParsedChannel {
  const server = { host: 'smtp.example.com', port: 587, ...smtp };
  return channelInput.parse({
    kind: 'email',
    from: 'vigilmon@example.com',
    to: ['ops@example.com'],
    ...changes,
    smtp: server,
  });
}

function normalise(input: ParsedChannel, context: Partial<ChannelContext> = {}): Outcome<Channel> {
  return normaliseChannel(input, { existing: null, takenIds: new Set(), source: 'hand', ...context });
}
function fieldsOf(answered: Answered<unknown>): Readonly<Record<string, string>> {
  const result = worded(answered);
  return result.ok ? {} : (result.error.fields ?? {});
}
function valueOf<T>(result: Answered<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('a channel from outside', () => {
  it('gets default values', () => {
    expect(valueOf(normalise({ kind: 'native' }))).toEqual({
      id: 'desktop',
      name: 'Desktop',
      enabled: true,
      source: 'hand',
      kind: 'native',
      critical: 'lasting',
      warning: 'normal',
      info: 'quiet',
    });
    expect(valueOf(normalise(email()))).toMatchObject({
      id: 'email',
      name: 'Email',
      smtp: { host: 'smtp.example.com', port: 587, security: 'starttls', username: null, password: null },
    });
  });

  it('uses implicit TLS on its standard port', () => {
    expect(valueOf(normalise(email({}, { port: 465 })))).toMatchObject({ smtp: { security: 'tls' } });
    expect(valueOf(normalise(email({}, { port: 465, security: 'none' })))).toMatchObject({
      smtp: { security: 'none' },
    });
  });

  it('derives its id from its name, with a suffix if that is taken', () => {
    const input = { kind: 'slack', name: 'Ops — Bücher & Co.', webhookUrl: hook } as const;
    expect(valueOf(normalise(input)).id).toBe('ops-bucher-co');
    const takenIds = new Set(['ops-bucher-co', 'ops-bucher-co-2']);
    expect(valueOf(normalise(input, { takenIds })).id).toBe('ops-bucher-co-3');
    expect(valueOf(normalise({ kind: 'native', name: '本屋' })).id).toBe('native');
  });

  it('is named by its id if it has no name', () => {
    expect(valueOf(normalise({ kind: 'native', id: 'desktop-2' }))).toMatchObject({
      id: 'desktop-2',
      name: 'desktop-2',
    });
  });

  it('cannot use the id of another channel', () => {
    const result = normalise({ kind: 'native', id: 'desktop' }, { takenIds: new Set(['desktop']) });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'conflict', fields: { id: { code: 'id-taken' } } },
    });
  });

  it('keeps its own id when it is edited', () => {
    const context = { existing: nativeChannel({ id: 'desk' }), takenIds: new Set(['desk']) };
    expect(valueOf(normalise({ kind: 'native', id: 'desk', name: 'New name' }, context)).id).toBe('desk');
  });

  it('is rejected with all invalid fields at once', () => {
    const wrong = email(
      { id: 'No Slug', name: 'a\nb', from: 'nobody', to: ['ok@example.com', 'a@b, c@d', 'OK@example.com'] },
      { host: 'http://x', port: 0, password: 'secret' },
    );
    expect(fieldsOf(normalise(wrong))).toEqual({
      id: 'must be 1 to 64 characters of a-z, 0-9 and -',
      name: 'must be one line',
      from: 'is not an email address',
      'to.1': 'is not an email address',
      'to.2': 'is given twice',
      'smtp.host': 'is not a host name or an address',
      'smtp.port': 'must be a whole number from 1 to 65535',
      'smtp.password': 'needs a username',
    });
  });
});

describe('a webhook’s URL', () => {
  it.each([
    hook,
    'http://127.0.0.1:8065/hooks/x',
    'http://localhost/hooks/x',
    'http://[::1]:9/x',
    'https://chat.example.com:8443/x?y=1',
  ])('may be %s', (webhookUrl) => {
    expect(valueOf(normalise({ kind: 'slack', webhookUrl: ` ${webhookUrl} ` }))).toMatchObject({ webhookUrl });
  });

  it.each([
    ['', 'must not be empty'],
    ['hooks.slack.com/x', 'is not a URL'],
    ['http://hooks.slack.com/x', 'must begin with https:// (http:// on this computer only)'],
    ['http://127.0.0.1.example.com/x', 'must begin with https:// (http:// on this computer only)'],
    ['ftp://example.com/x', 'must begin with https:// (http:// on this computer only)'],
    ['file:///etc/passwd', 'must begin with https:// (http:// on this computer only)'],
    ['https://user:pass@example.com/x', 'must not contain a username or password'],
    ['https://example.com/a b', 'is not a URL'],
    ['https://example.com/a\r\nHost: b', 'is not a URL'],
    [`https://example.com/${'x'.repeat(2048)}`, 'must not be longer than 2048 characters'],
  ])('may not be %j', (webhookUrl, problem) => {
    expect(fieldsOf(normalise({ kind: 'slack', webhookUrl }))).toEqual({ webhookUrl: problem });
  });
});

describe('an email address', () => {
  it.each([
    'ops@example.com',
    'a.b+c_d@sub.example.co',
    'root@localhost',
    'On Call <ops@example.com>',
    'jürgen@bücher.example',
  ])('may be %s', (from) => {
    expect(valueOf(normalise(email({ from })))).toMatchObject({ from });
  });

  it.each([
    'ops',
    '@example.com',
    'ops@',
    'a@b@c',
    'a@b.',
    'a@-b.example',
    'a@b, c@d',
    'a@b; c@d',
    '<a@b> <c@d>',
    'X <a@b> y',
    'group: a@b;',
    'a b@c.example',
    '"x" <a@b>',
    `${'x'.repeat(320)}@b`,
  ])('may not be %j', (from) => {
    expect(fieldsOf(normalise(email({ from })))).toHaveProperty('from');
  });

  it.each(['a@b.example\r\nBcc: c@d.example', 'X\r\nBcc: y <a@b.example>', 'a@b.example\0'])(
    'may not break its line: %j',
    (address) => {
      expect(fieldsOf(normalise(email({ from: address, to: [address] })))).toEqual({
        from: 'must be one line',
        'to.0': 'must be one line',
      });
    },
  );

  it('is required at least once and allowed fifty times', () => {
    expect(fieldsOf(normalise(email({ to: [] })))).toEqual({ to: 'needs at least one' });
    const to = Array.from({ length: 51 }, (_, index) => `a${String(index)}@example.com`);
    expect(fieldsOf(normalise(email({ to })))).toEqual({ to: 'must have at most 50' });
  });
});

describe('a mail server', () => {
  it.each(['smtp.example.com', '127.0.0.1', '::1', 'fe80::1', 'mail_relay', 'bücher.example'])(
    'may be at %s',
    (host) => {
      expect(valueOf(normalise(email({}, { host })))).toMatchObject({ smtp: { host } });
    },
  );

  it.each(['', 'a b', 'a:25', 'smtp://a', 'a/b', 'user@a', 'a\r\nb', '-a', 'a.'.repeat(200)])(
    'may not be at %j',
    (host) => {
      expect(fieldsOf(normalise(email({}, { host })))).toHaveProperty(['smtp.host']);
    },
  );

  it.each([0, 65_536, 1.5, -25])('has no port %d', (port) => {
    expect(fieldsOf(normalise(email({}, { port })))).toEqual({ 'smtp.port': 'must be a whole number from 1 to 65535' });
  });

  it('requires user name and password together, each on one line', () => {
    expect(valueOf(normalise(email({}, { username: ' vigil ', password: ' with blanks ' })))).toMatchObject({
      smtp: { username: 'vigil', password: ' with blanks ' },
    });
    expect(fieldsOf(normalise(email({}, { username: 'vigil' })))).toEqual({
      'smtp.password': 'is required with a username',
    });
    expect(fieldsOf(normalise(email({}, { username: 'a\r\nb', password: 'c\nd' })))).toEqual({
      'smtp.username': 'must be one line',
      'smtp.password': 'must be one line',
    });
  });
});

describe('the trusted certificates of a mail server', () => {
  it('are certificates in PEM, one or several', async () => {
    const { ca, selfSigned } = await testCertificates();
    const trustedCertificates = `${ca}\n${selfSigned.cert}`.trim();
    expect(valueOf(normalise(email({}, { trustedCertificates })))).toMatchObject({ smtp: { trustedCertificates } });
  });

  it.each(['text', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'are not %j',
    (trustedCertificates) => {
      expect(fieldsOf(normalise(email({}, { trustedCertificates })))).toEqual({
        'smtp.trustedCertificates':
          'must be certificates in PEM: -----BEGIN CERTIFICATE-----, its lines, -----END CERTIFICATE-----',
      });
    },
  );
});

describe('a hidden secret', () => {
  it('means the stored one', () => {
    const slack = slackChannel(hook);
    const kept = normalise({ kind: 'slack', id: 'ops', webhookUrl: hidden }, { existing: slack });
    expect(valueOf(kept)).toMatchObject({ webhookUrl: hook });
    const smtp = {
      host: 'smtp.example.com',
      port: 587,
      security: 'tls',
      username: 'vigil',
      password: 'stored',
      heloName: null,
      trustedCertificates: null,
    } as const;
    const existing = emailChannel(587, { smtp });
    const edited = normalise(email({}, { ...smtp, username: 'other', password: hidden }), { existing });
    expect(valueOf(edited)).toMatchObject({ smtp: { password: 'stored', username: 'other' } });
  });

  it('requires a stored one', () => {
    expect(fieldsOf(normalise({ kind: 'slack', webhookUrl: hidden }))).toEqual({
      webhookUrl: 'is required: none is stored',
    });
    expect(fieldsOf(normalise(email({}, { username: 'vigil', password: hidden })))).toEqual({
      'smtp.password': 'is required: none is stored',
    });
  });

  it.each([{ host: 'evil.example' }, { port: 465 }, { security: 'none' }] as const)(
    'is not sent to another server when the channel is edited: %j',
    (moved) => {
      const smtp = {
        host: 'smtp.example.com',
        port: 587,
        security: 'tls',
        username: 'vigil',
        password: 'stored',
        heloName: null,
        trustedCertificates: null,
      } as const;
      const result = normalise(email({}, { ...smtp, password: hidden, ...moved }), {
        existing: emailChannel(587, { smtp }),
      });
      expect(fieldsOf(result)).toEqual({ 'smtp.password': 'must be entered again: it was stored for another address' });
    },
  );
});

describe('the secrets of a channel', () => {
  it('are hidden from readers, other fields are not', () => {
    const smtp = {
      host: 'h',
      port: 25,
      security: 'none',
      username: 'u',
      password: 'p',
      heloName: null,
      trustedCertificates: null,
    } as const;
    expect(hideChannelSecrets(slackChannel(hook))).toEqual({ ...slackChannel(hook), webhookUrl: hidden });
    expect(hideChannelSecrets(emailChannel(25, { smtp }))).toEqual(
      emailChannel(25, { smtp: { ...smtp, password: hidden } }),
    );
    expect(hideChannelSecrets(emailChannel(25))).toEqual(emailChannel(25));
    expect(hideChannelSecrets(nativeChannel())).toEqual(nativeChannel());
  });

  it('are identified by their field', () => {
    const paths: string[] = [];
    mapChannelSecrets(slackChannel(hook), (secret, path) => {
      paths.push(path);
      return secret;
    });
    expect(paths).toEqual(['webhookUrl']);
  });

  it('are redacted in every encoding in which a server may return them, longest first', () => {
    expect(channelSecrets(slackChannel(hook))).toEqual([hook, '/services/T0/B0/secret']);
    const smtp = {
      host: 'h',
      port: 25,
      security: 'none',
      username: 'u',
      password: 'p',
      heloName: null,
      trustedCertificates: null,
    } as const;
    expect(channelSecrets(emailChannel(25, { smtp }))).toEqual(['p']);
    expect(channelSecrets(nativeChannel())).toEqual([]);
  });
});
