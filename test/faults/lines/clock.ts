/** The wall clock jumps under a running engine, by the manual clock; receiver and target are real. */
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { startTargetServer } from '../../support/target-server.ts';
import { createTempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';
import { channelFor } from '../channel.ts';
import { openHttpReceiver } from '../http-receiver.ts';
import { tallyAlerts, type FaultLine, type Outcome } from '../line.ts';
import type { Receiver } from '../receiver.ts';
import { eventually } from '../wait.ts';

const second = 1_000;
const minute = 60 * second;
const jumps: Readonly<Record<string, number>> = {
  '20 s': 20 * second,
  '10 min': 10 * minute,
  '1 h': 60 * minute,
  '10 years': 3_653 * 24 * 60 * minute,
};

const every = 5 * minute;

interface Scene {
  readonly clock: ManualClock;
  readonly engine: TestEngine;
  readonly receiver: Receiver;
  readonly token: string;
}

async function runJump(jumpMs: number): Promise<Outcome> {
  const directory = createTempDirectory();
  const [target, receiver] = await Promise.all([startTargetServer(), openHttpReceiver({ trouble: null })]);
  const clock = manualClock();
  const engine = await openTestEngine({ directory: directory.path, clock });
  const problems: string[] = [];
  try {
    engine.start();
    const token = await furnish(engine, receiver.port, target.url);
    const scene = { clock, engine, receiver, token };
    let answered = 0;
    // Fractions of a millisecond, as steady time has them.
    for (let count = 0; count < 3; count += 1) {
      answered += await ping(scene);
      await advance(scene, minute + 0.37);
    }
    clock.set(clock.now() + jumpMs);
    for (let count = 0; count < 3; count += 1) {
      answered += await ping(scene);
      await advance(scene, 2 * minute + 0.41);
    }
    if (receiver.taken.length > 0) problems.push('a false alert after the jump');
    target.behave({ kind: 'answer', status: 503 });
    // The pings end as well: each is down within its time, counted from what really passed.
    for (let at = 0; at < every + 2 * minute; at += 10 * second) await advance(scene, 10 * second);
    await eventually(5_000, () => tallyAlerts(['Amber', 'Job'], receiver.taken).arrived === 2);
    const found = valueOf(await engine.api.pings.list({ monitorId: 'job' })).items.length;
    const alerts = tallyAlerts(['Amber', 'Job'], receiver.taken);
    return { alerts, pings: { sent: 6, answered, found }, kills: 0, problems };
  } finally {
    await engine.stop();
    await Promise.all([target.close(), receiver.close()]);
    directory.remove();
  }
}

/** @returns the token of the heartbeat. */
async function furnish({ api }: TestEngine, port: number, url: string): Promise<string> {
  valueOf(await api.channels.create(channelFor({ kind: 'webhook', port })));
  valueOf(await api.rules.replace({ rules: [{ when: {}, channels: ['troubled'] }] }));
  const timing = { interval: '30s', failAfter: 1, recoverAfter: 1 };
  valueOf(await api.monitors.create({ id: 'amber', name: 'Amber', kind: 'http', url, ...timing }));
  const schedule = { every: '5m' };
  const job = valueOf(await api.monitors.create({ id: 'job', name: 'Job', kind: 'heartbeat', schedule, grace: '0s' }));
  return 'token' in job ? job.token : '';
}

async function ping({ engine, token }: Scene): Promise<number> {
  const empty = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: '' };
  const answer = await Promise.resolve(engine.receivePing({ token, kind: 'success', ...empty }));
  return answer === 'ok' ? 1 : 0;
}

/** Checks and messages run over real sockets, so each step waits for what it started. */
async function advance({ clock, engine }: Scene, ms: number): Promise<void> {
  await clock.advance(ms);
  for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  valueOf(await engine.api.monitors.checkNow({ id: 'amber' }));
}

export const clockLines: readonly FaultLine[] = Object.entries(jumps).flatMap(([name, ms]) => [
  { name: `clock: ${name} ahead`, run: () => runJump(ms) },
  { name: `clock: ${name} back`, run: () => runJump(-ms) },
]);
