import { expect, it } from 'vitest';
import { heloName } from '../../../../../electron/engine/notifications/channels/email/helo-name.ts';

const loopback = { family: 'IPv4', address: '127.0.0.1', internal: true };
const v4 = { family: 'IPv4', address: '192.0.2.7', internal: false };
const local = { family: 'IPv6', address: 'fe80::1%eth0', internal: false };
const v6 = { family: 'IPv6', address: '2001:db8::7', internal: false };

it.each([
  ['its full name', 'laptop.example.com', [v4], 'laptop.example.com'],
  ['an IPv4 address if its name is short', 'laptop', [loopback, v6, v4], '[192.0.2.7]'],
  ['an IPv4 address if its name is not a host name', 'my_laptop.local', [v4], '[192.0.2.7]'],
  ['an IPv6 address if it has no other', 'laptop', [loopback, local, v6], '[IPv6:2001:db8::7]'],
  ['localhost without a network', 'laptop', [loopback], 'localhost'],
])('a computer greets mail servers with %s', (_, hostname, addresses, expected) => {
  expect(heloName({ hostname, addresses })).toBe(expected);
});
