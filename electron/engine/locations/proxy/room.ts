/**
 * Probes through a proxy: the check of the kind, with all its assertions, over a connection that the proxy makes. What
 * fails on the proxy's own side is no answer.
 */
import type { ProbeStage } from '../../../contract/failures/facts.ts';
import type { LocationOf } from '../../../contract/locations/registry.ts';
import type { ProbedMonitor } from '../../../contract/monitors/registry.ts';
import { runProbe } from '../here/run-probe.ts';
import { isRefusal, NoAnswer, remoteCheck, type AskContext, type LocationRoom, type Report } from '../location.ts';
import { clear } from '../service-request.ts';
import { dialThrough } from '../../transport/dial-through.ts';
import type { Dial } from '../../transport/open-socket.ts';

export const proxyRoom: LocationRoom<LocationOf<'proxy'>> = {
  async ask({ url, login }, monitor: ProbedMonitor, context: AskContext): Promise<Report> {
    const { clock, logger, version, work, signal } = context;
    const credentials = login === null ? null : { username: login.username, password: clear(login.password) };
    const { dial, isForwarding } = observedDial(dialThrough(new URL(url), credentials));
    const check = await runProbe(monitor, { clock, logger, version, work, signal, dial });
    const { failure } = check;
    if (failure?.code === 'no-answer') throw new NoAnswer(failure.facts.why, failure.facts.detail);
    const isAtProxy = (stage: ProbeStage): boolean => stage === 'connect' || (stage === 'firstByte' && isForwarding());
    if (failure?.code === 'timed-out' && isAtProxy(failure.facts.stage)) throw new NoAnswer('late');
    const status = check.response?.status ?? null;
    if (check.verdict === 'fail' && status !== null && isRefusal(status)) {
      const refusal = { code: 'refused-there', facts: { status } } as const;
      return { check: remoteCheck(check.at, { ...check, verdict: 'inconclusive', failure: refusal }), place: null };
    }
    return { check, place: null };
  },
};

/**
 * Whether the last connection was one to the proxy alone, which forwards a request: until it answers, the time belongs to
 * the proxy as much as to the target, as it does before a tunnel stands.
 */
function observedDial({ connect, forward }: Dial): { readonly dial: Dial; readonly isForwarding: () => boolean } {
  let isForwarding = false;
  const noting =
    <A extends readonly unknown[], R>(forwards: boolean, act: (...args: A) => R) =>
    (...args: A): R => {
      isForwarding = forwards;
      return act(...args);
    };
  const dial = {
    connect: noting(false, connect),
    forward: forward && { ...forward, connect: noting(true, forward.connect) },
  };
  return { dial, isForwarding: () => isForwarding };
}
