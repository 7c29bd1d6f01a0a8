/** The connection to a target, and a proxy before it, in English. */
import type { ConnectionFailures } from '../../../../contract/failures/connection.ts';
import type { Words } from '../../wording.ts';
import type { Quantities } from '../quantities.ts';
import { whileOpening } from './stages.ts';

export const connectionFailures = ({ counted, duration }: Quantities): Words<ConnectionFailures> => ({
  'ping-no-reply': ({ host, peer, sent }) =>
    `no reply from ${host === peer ? host : `${host} (${peer})`} to ${counted(sent, 'ping')}`,
  'ping-unavailable': ({ why }) => `${pingTroubles[why]}; use a monitor of a TCP port instead`,
  'connection-refused': ({ peer }) => `connection refused by ${peer}`,
  'no-route': ({ peer, error }) => `no route to ${peer} (${error})`,
  'connection-closed': ({ peer, stage }) => `${peer} closed the connection ${whileOpening(stage)}`,
  'connection-failed': ({ peer, error }) => `the connection to ${peer} failed: ${error}`,
  'peer-silent': ({ peer, stage }) => `${peer} stopped responding ${whileOpening(stage)}`,
  'timed-out': ({ afterMs, bodyBytes, ...facts }) => {
    const received = bodyBytes === null ? 'headers' : `body (${counted(bodyBytes, 'byte')} so far)`;
    return `timed out after ${duration(afterMs)}${whileDoing(facts, received)}`;
  },
  'proxy-failed': proxyFailed,
  'proxy-not-usable': ({ name }) =>
    name === null
      ? 'the system proxy settings contain no usable proxy'
      : `the environment variable ${name} is not a valid proxy URL`,
});

type TimedOut = ConnectionFailures['timed-out'];

const pingTroubles = {
  missing: 'this computer has no ping command',
  'not-permitted': 'this computer does not permit the ping command to send',
  'not-started': 'the ping command of this computer does not start',
} as const;

function whileDoing({ stage, host, peer }: Pick<TimedOut, 'stage' | 'host' | 'peer'>, received: string): string {
  switch (stage) {
    case 'dns':
      return ` while looking up ${host}`;
    case 'connect':
      return ` while connecting to ${peer}`;
    case 'tls':
      return ` in the TLS handshake with ${peer}`;
    case 'firstByte':
      return ` while waiting for ${peer} to respond`;
    case 'download':
      return ` while receiving the ${received}`;
    case null:
      return '';
  }
}

function proxyFailed({ proxy, why, detail }: ConnectionFailures['proxy-failed']): string {
  const because = detail === null ? '' : ` (${detail})`;
  switch (why) {
    case 'unreachable':
      return `the proxy ${proxy} cannot be reached${because}`;
    case 'rejected':
      return detail === '407' || detail === 'authentication'
        ? `the proxy ${proxy} requires a login or rejected the one it was given${because}`
        : `the proxy ${proxy} refused to connect to the target${because}`;
    case 'probe-failed':
      return `the proxy ${proxy} could not connect to the target${because}`;
    default:
      return `${proxy} did not respond like a proxy${because}`;
  }
}
