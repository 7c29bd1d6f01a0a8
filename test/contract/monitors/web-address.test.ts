import { expect, test } from 'vitest';
import { completeUrl } from '../../../electron/contract/monitors/web-address.ts';

test.each([
  ['example.com', 'https://example.com'],
  [' example.com/health ', 'https://example.com/health'],
  ['localhost:5000', 'http://localhost:5000'],
  ['127.0.0.1:5000/health', 'http://127.0.0.1:5000/health'],
  ['192.168.1.9', 'http://192.168.1.9'],
  ['nas/status', 'http://nas/status'],
  ['[::1]:8080', 'http://[::1]:8080'],
  ['http://example.com', 'http://example.com'],
  ['ftp://example.com', 'ftp://example.com'],
  ['', ''],
])('%j is completed to %j', (typed, url) => {
  expect(completeUrl(typed)).toBe(url);
});
