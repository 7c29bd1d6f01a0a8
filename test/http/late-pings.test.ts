import { expect, it, onTestFinished } from 'vitest';
import type { IncomingPing, PingAnswer } from '../../electron/engine/kinds/heartbeat/incoming.ts';
import { collectLatePings, type LatePing } from '../../electron/http/late-pings.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { recordedLog, type RecordedLog } from '../support/recorded-log.ts';

const token = 'known-token-0123456789';

interface Rig {
  readonly clock: ManualClock;
  readonly logger: RecordedLog;
  /** Paths of the pings that the engine has received. */
  readonly received: string[];
  /** What is still spooled. */
  readonly spool: () => readonly string[];
}

async function collecting(paths: readonly string[], answer: () => PingAnswer): Promise<Rig> {
  const clock = manualClock();
  const logger = recordedLog();
  const received: string[] = [];
  let left = paths;
  const waiting = (): readonly LatePing[] =>
    left.map((path) => ({
      ping: { origin: null, path, body: '' },
      remove() {
        left = left.filter((each) => each !== path);
      },
    }));
  const receivePing = ({ kind }: IncomingPing): Promise<PingAnswer> => {
    received.push(kind);
    return Promise.resolve(answer());
  };
  onTestFinished(collectLatePings({ engine: { receivePing }, waiting, clock, logger }));
  await clock.advance(0);
  return { clock, logger, received, spool: () => left };
}

it('passes spooled pings on in their order, and removes them', async () => {
  const { received, spool, logger } = await collecting([`/ping/${token}/start`, `/ping/${token}`], () => 'ok');
  expect(received).toEqual(['start', 'success']);
  expect(spool()).toEqual([]);
  expect(logger.lines).toEqual(['info: spooled pings were collected']);
});

it('keeps pings that cannot be recorded, and tries them again later', async () => {
  let answer: PingAnswer = 'not-recorded';
  const { clock, received, spool } = await collecting([`/ping/${token}/start`, `/ping/${token}`], () => answer);
  expect(received).toEqual(['start']);
  expect(spool()).toHaveLength(2);
  answer = 'ok';
  await clock.advance(15_000);
  expect(received).toEqual(['start', 'start', 'success']);
  expect(spool()).toEqual([]);
});

it('drops a ping of an unknown token', async () => {
  const { spool, logger } = await collecting([`/ping/${token}`], () => 'not-found');
  expect(spool()).toEqual([]);
  expect(logger.lines).toEqual(['warn: a spooled ping was dropped']);
});

it('delivers the pings behind one that cannot be removed', async () => {
  const clock = manualClock();
  const logger = recordedLog();
  const received: string[] = [];
  const removed: string[] = [];
  const pingOf = (signal: string, remove: () => void): LatePing => ({
    ping: { origin: null, path: `/ping/${token}/${signal}`, body: '' },
    remove,
  });
  const stuck = pingOf('start', () => {
    throw new Error('EPERM');
  });
  onTestFinished(
    collectLatePings({
      engine: {
        receivePing({ kind }) {
          received.push(kind);
          return Promise.resolve('ok');
        },
      },
      waiting: () => [stuck, pingOf('0', () => removed.push('0'))],
      clock,
      logger,
    }),
  );
  await clock.advance(0);
  expect([received, removed]).toEqual([['start', 'success'], ['0']]);
  expect(logger.lines).toContain('warn: a spooled ping could not be removed');
});
