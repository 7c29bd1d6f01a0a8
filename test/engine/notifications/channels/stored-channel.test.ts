import { expect, it } from 'vitest';
import { storedChannels } from '../../../../electron/engine/notifications/channels/stored-channel.ts';
import { emailChannel, nativeChannel } from '../samples.ts';

it('an e-mail channel of version 1 is read without its later fields', () => {
  const { smtp, replyTo: _replyTo, ...rest } = emailChannel(25);
  const { heloName: _heloName, trustedCertificates: _trustedCertificates, ...server } = smtp;
  const definition = { ...rest, smtp: server };
  expect(storedChannels.read({ kind: 'email', version: 1, definition })).toEqual({ ok: true, value: emailChannel(25) });
});

it('a desktop channel of version 1 shows outages as it did', () => {
  const definition = { id: 'desktop', name: 'Desktop', enabled: true, source: 'hand', kind: 'native' };
  expect(storedChannels.read({ kind: 'native', version: 1, definition })).toEqual({ ok: true, value: nativeChannel() });
});
