import { describe, expect, test } from 'vitest';
import { parseContainers } from '../../../electron/engine/discovery/containers.ts';
import { parseLsof, parseProcNet } from '../../../electron/engine/discovery/listening.ts';
import { parseConnections } from '../../../electron/engine/discovery/windows.ts';

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
  expect(parseConnections('{"LocalAddress":"::","LocalPort":3000}')).toEqual([{ host: '::', port: 3000 }]);
  expect(parseConnections('')).toEqual([]);
});

describe('containers with a health check', () => {
  const at = (name: string, port: number | null): object => {
    return { is: 'service', source: 'container', name, host: '127.0.0.1', port };
  };

  test('of Docker, by their published ports', () => {
    const ports = '0.0.0.0:8080->80/tcp, [::]:8080->80/tcp, 443/tcp, 0.0.0.0:53->53/udp';
    const lines = [
      { Names: 'shop', Ports: ports, Status: 'Up 2 hours (healthy)' },
      { Names: 'db', Ports: '127.0.0.1:5432->5432/tcp', Status: 'Up 2 seconds (health: starting)' },
      { Names: 'pair', Ports: ':::7000-7001->7000-7001/tcp', Status: 'Up 3 days (unhealthy)' },
      { Names: 'inner', Ports: '6379/tcp', Status: 'Up 2 hours (healthy)' },
      { Names: 'plain', Ports: '0.0.0.0:9000->9000/tcp', Status: 'Up 2 hours' },
      { Names: 'endless', Ports: '0.0.0.0:1-65535->1-65535/tcp', Status: 'Up 2 hours (healthy)' },
    ].map((one) => JSON.stringify(one));
    const found = parseContainers(['WARNING: old client', ...lines, ''].join('\n'));
    expect(found.slice(0, 5)).toEqual([
      at('shop', 8080),
      at('db', 5432),
      at('pair', 7000),
      at('pair', 7001),
      at('inner', null),
    ]);
    expect(found).toHaveLength(25);
  });

  test('of Podman, whose ports are records', () => {
    const list = [
      {
        Names: ['web'],
        Status: 'Up 2 hours (healthy)',
        Ports: [
          { host_ip: '', container_port: 80, host_port: 8080, range: 2, protocol: 'tcp' },
          { host_ip: '', container_port: 53, host_port: 5353, range: 1, protocol: 'udp' },
        ],
      },
      { Names: ['inner'], Status: 'Up 2 hours (unhealthy)', Ports: null },
      { Names: ['plain'], Status: 'Up 2 hours', Ports: [] },
    ];
    const expected = [at('web', 8080), at('web', 8081), at('inner', null)];
    expect(parseContainers(JSON.stringify(list, null, 2))).toEqual(expected);
    // As `docker` of podman-docker prints them.
    expect(parseContainers(list.map((one) => JSON.stringify(one)).join('\n'))).toEqual(expected);
    expect(parseContainers('[]')).toEqual([]);
  });
});
