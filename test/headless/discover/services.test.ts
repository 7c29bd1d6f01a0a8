import { expect, test } from 'vitest';
import { parseContainers, parseLsof, parseProcNet } from '../../../electron/headless/discover/listening.ts';
import { parseConnections } from '../../../electron/headless/discover/windows.ts';

test('ports on Linux are those that a program of this user listens on', () => {
  const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1
   1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 2 1
   2: 0100007F:0277 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3 1
   3: 0100007F:0BB9 0100007F:C000 01 00000000:00000000 00:00000000 00000000  1000        0 4 1
   4: 00000000000000000000000001000000:1435 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 5 1
`;
  expect(parseProcNet(text, 1000)).toEqual([
    { host: '127.0.0.1', port: 3000 },
    { host: '0.0.0.0', port: 8080 },
    { host: '::1', port: 5173 },
  ]);
});

test('ports on macOS and Windows', () => {
  expect(parseLsof('p501\nf23\nn127.0.0.1:3000\nn*:8080\nn[::1]:5173\n')).toEqual([
    { host: '127.0.0.1', port: 3000 },
    { host: '0.0.0.0', port: 8080 },
    { host: '::1', port: 5173 },
  ]);
  expect(parseConnections('[{"LocalAddress":"::","LocalPort":3000}]')).toEqual([{ host: '::', port: 3000 }]);
  expect(parseConnections('')).toEqual([]);
});

test('containers with a health check and a published port', () => {
  const ports = '0.0.0.0:8080->80/tcp, [::]:8080->80/tcp, 443/tcp, 0.0.0.0:53->53/udp';
  const lines = [
    { Names: 'shop', Ports: ports, Status: 'Up 2 hours (healthy)' },
    { Names: 'db', Ports: '127.0.0.1:5432->5432/tcp', Status: 'Up 2 seconds (health: starting)' },
    { Names: 'plain', Ports: '0.0.0.0:9000->9000/tcp', Status: 'Up 2 hours' },
  ].map((one) => JSON.stringify(one));
  expect(parseContainers(['WARNING: old client', ...lines, ''].join('\n'))).toEqual([
    { is: 'service', source: 'container', name: 'shop', host: '127.0.0.1', port: 8080 },
    { is: 'service', source: 'container', name: 'db', host: '127.0.0.1', port: 5432 },
  ]);
});
