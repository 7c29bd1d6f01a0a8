import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { recogniseAddress } from '../../../../electron/contract/monitors/recognise.ts';
import type { MonitorInputOf } from '../../../../electron/contract/monitors/registry.ts';
import type { WordedCheckDetail } from '../../../../electron/contract/worded.ts';
import { pingCommand, roundTripsIn } from '../../../../electron/engine/kinds/ping/ping-command.ts';
import { hostOf, targetOf } from '../../../../electron/engine/monitors/target.ts';
import { checkFor, mistakesIn, monitorFor } from '../../../support/probed.ts';
import { tempDirectory } from '../../../support/temp-directory.ts';
import { outputs, unreachableOnWindows } from './outputs.ts';

type PingInput = Omit<MonitorInputOf<'ping'>, 'kind' | 'host'> & { readonly host?: string };

function check(input: PingInput = {}): Promise<WordedCheckDetail> {
  return checkFor({ kind: 'ping', host: '127.0.0.1', ...input });
}

const textOf = ({ evidence = [] }: WordedCheckDetail, name: string): string | undefined =>
  evidence.flatMap((found) => (found.name === name && 'text' in found ? [found.text] : []))[0];

/** A `ping` of this test's own comes first in the PATH. */
async function replacePing(script: string): Promise<void> {
  const directory = tempDirectory(onTestFinished);
  const file = join(directory, 'ping');
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = [directory, before].join(delimiter);
  onTestFinished(() => {
    process.env['PATH'] = before;
  });
}

const printing = (text: string): string => `cat <<'END'\n${text}END`;

describe.skipIf(process.platform === 'win32')('a host', () => {
  test('that replies passes, with its statistics', async () => {
    await replacePing(printing(outputs.iputils));
    const checked = await check();
    expect(checked).toMatchObject({ verdict: 'pass', responseTime: 11.75, figures: { packetLoss: 33.3, jitter: 0.7 } });
    expect([textOf(checked, 'received'), textOf(checked, 'address')]).toEqual(['2/3', '127.0.0.1']);
    expect(checked.evidence).toContainEqual({ name: 'roundTrip', type: 'times', ms: [11.4, 11.75, 12.1] });
  });

  test('that loses too much fails with the loss, and a slow one with its time', async () => {
    await replacePing(printing(outputs.iputils));
    const loss = [{ on: 'packetLoss', is: 'lessThan', value: 20 }] as const;
    expect((await check({ assertions: loss })).failure?.message).toBe('packet loss 33.3 %, expected less than 20 %');
    const time = [{ on: 'responseTime', is: 'lessThan', value: 10 }] as const;
    expect((await check({ assertions: time })).failure?.message).toBe(
      'response time 11.75 ms, expected less than 10 ms',
    );
    expect(await check({ degradedAfter: 5 })).toMatchObject({ verdict: 'degraded' });
  });

  test('that does not reply fails, and loses everything', async () => {
    await replacePing('exit 1');
    const { verdict, failure, responseTime } = await check();
    expect([verdict, failure?.kind, responseTime]).toEqual(['fail', 'timeout', null]);
    expect(failure?.message).toBe('no reply from 127.0.0.1 to 3 pings');
    const loss = [{ on: 'packetLoss', is: 'lessThan', value: 50 }] as const;
    expect((await check({ assertions: loss })).failure?.message).toContain('packet loss 100 %');
  });

  test('is judged by the replies that came before the time was up', async () => {
    await replacePing(`echo '64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.5 ms'; exec sleep 30`);
    expect(await check({ timeout: '400ms' })).toMatchObject({ verdict: 'pass', responseTime: 0.5 });
  });

  test('cannot be checked where ping may not send', async () => {
    await replacePing(`echo 'ping: socktype: SOCK_RAW' >&2; echo 'ping: socket: Operation not permitted' >&2; exit 2`);
    const { verdict, failure } = await check();
    expect([verdict, failure?.code]).toEqual(['inconclusive', 'ping-unavailable']);
    expect(failure?.message).toContain('use a monitor of a TCP port instead');
  });

  test('gets pings without a shell, whatever it is called', async () => {
    const { failure } = await check({ host: 'no-such-name.invalid' });
    expect(failure?.kind).toBe('dns');
    expect(Object.keys(mistakesIn({ kind: 'ping', host: '-f' }))).toEqual(['host']);
    expect(Object.keys(mistakesIn({ kind: 'ping', host: 'a;reboot' }))).toEqual(['host']);
  });

  test('that writes without end leaves memory flat', async () => {
    await replacePing('exec yes "time=1 ms time=2 ms"');
    const { verdict, failure } = await check({ timeout: '300ms' });
    expect([verdict, failure?.code]).toEqual(['fail', 'ping-no-reply']);
  });
});

describe('the output', () => {
  test.each(Object.entries(outputs))('of %s says how long each reply took', (_, output) => {
    const exact = output.includes('11.4');
    expect(roundTripsIn(output)).toEqual(exact ? [11.4, 12.1] : [11, 12]);
  });

  test('of Windows for an unreachable host has no replies', () => {
    expect(roundTripsIn(unreachableOnWindows)).toEqual([]);
    expect(roundTripsIn('Antwort von ::1: Zeit<1ms \r\n')).toEqual([1]);
  });

  test('is read whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(roundTripsIn(text).every((time) => Number.isFinite(time))).toBe(true);
      }),
    );
  });
});

test.skipIf(process.platform !== 'linux')('this computer replies to its own pings, with the real ping', async () => {
  const { verdict, failure, responseTime } = await check({ host: 'localhost', count: 2 });
  // Without the command, or the permission to send, there is nothing to find out about the host.
  if (verdict === 'inconclusive') expect(failure?.code).toBe('ping-unavailable');
  else expect([verdict, responseTime === null]).toEqual(['pass', false]);
});

test.each([
  ['linux', '192.0.2.7', 'ping -n -c 3 -i 0.2 -W 2 192.0.2.7'],
  ['linux', '2001:db8::1', 'ping -n -c 3 -i 0.2 -W 2 2001:db8::1'],
  ['darwin', '192.0.2.7', 'ping -n -c 3 -i 0.2 -W 2000 192.0.2.7'],
  ['darwin', '2001:db8::1', 'ping6 -n -c 3 -i 0.2 2001:db8::1'],
  ['win32', '192.0.2.7', 'ping -4 -n 3 -w 2000 192.0.2.7'],
] as const)('on %s, %s is pinged by its own command', (platform, address, line) => {
  const { program, args } = pingCommand({ address, count: 3, timeoutMs: 10_000 }, platform);
  expect([program, ...args].join(' ')).toBe(line);
});

test('the definition derives name and target, and reads the target back', () => {
  const monitor = monitorFor({ kind: 'ping', host: 'router' });
  expect(monitor).toMatchObject({ name: 'router', count: 3 });
  expect([targetOf(monitor), hostOf(monitor)]).toEqual(['ping://router', 'router']);
  const address = monitorFor({ kind: 'ping', host: '::1' });
  expect(recogniseAddress(targetOf(address))).toEqual({ kind: 'ping', fields: { host: '::1' } });
  expect(Object.keys(mistakesIn({ kind: 'ping', host: 'a', count: 11 }))).toEqual(['count']);
});
