import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDeadline, type Deadline } from '../../../electron/engine/transport/deadline.ts';
import { connectTcp } from '../../../electron/engine/transport/tcp.ts';
import { newProbeTrace, type ProbeTrace } from '../../../electron/engine/transport/probe-trace.ts';
import { openDeafListener, type DeafListener } from '../../support/deaf-listener.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { holdCheck, httpMonitor, probeContext } from '../kinds/http/rig.ts';

let server: TargetServer;
let clock: ManualClock;
let deadline: Deadline;
let trace: ProbeTrace;

beforeEach(async () => {
  server = await startTargetServer();
  clock = manualClock();
  deadline = startDeadline(10_000, probeContext({ clock }));
  trace = newProbeTrace(10_000, 'auto');
});
afterEach(() => server.close());

const v4 = (address: string): { address: string; family: number } => ({ address, family: 4 });
const connectTo = (...addresses: readonly string[]): ReturnType<typeof connectTcp> =>
  connectTcp(addresses.map(v4), server.port, { clock, deadline, trace });

test('the next address is tried immediately if one refuses', async () => {
  // Every address of 127/8 is the loopback; nothing listens on this one.
  const socket = await connectTo('127.0.0.3', '127.0.0.1');
  expect(socket.remoteAddress).toBe('127.0.0.1');
  expect(trace.address).toBe(`127.0.0.1:${server.port}`);
  expect(clock.pending()).toBe(1);
  socket.destroy();
});

test('all addresses with the same error are named', async () => {
  const port = server.port;
  await server.close();
  await expect(connectTo('127.0.0.1', '127.0.0.3')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(trace.address).toBe(`127.0.0.1:${port}, 127.0.0.3:${port}`);
});

describe.runIf(process.platform === 'linux')('an address where nobody answers', () => {
  let deaf: DeafListener;

  beforeEach(async () => {
    deaf = await openDeafListener('127.0.0.2', server.port);
  });
  afterEach(() => deaf.close());

  test('is raced by the next one after 250 ms, and dropped if that is faster', async () => {
    const connecting = connectTo('127.0.0.2', '127.0.0.1');
    await clock.advance(249);
    expect(trace.address).toBe(`127.0.0.2:${server.port}`);
    expect(server.connections()).toBe(0);
    await clock.advance(1);
    const socket = await connecting;
    expect(socket.remoteAddress).toBe('127.0.0.1');
    expect(trace.address).toBe(`127.0.0.1:${server.port}`);
    socket.destroy();
  });

  test('is waited for until the deadline, even if others refused', async () => {
    const port = server.port;
    await server.close();
    const connecting = connectTo('127.0.0.2', '127.0.0.1');
    const ended = expect(connecting).rejects.toMatchObject({ by: 'deadline' });
    await clock.advance(10_000);
    await ended;
    expect(trace.address).toContain(`127.0.0.2:${port}`);
    expect(clock.pending()).toBe(0);
  });

  test('fails the check, with the phase and the address', async () => {
    const { result, clock: held } = holdCheck(httpMonitor(`http://127.0.0.2:${deaf.port}/`));
    await held.advance(10_000);
    expect((await result).failure).toMatchObject({
      kind: 'timeout',
      message: `timed out after 10 s while connecting to 127.0.0.2:${deaf.port}`,
    });
  });
});
