/** What a proxy did instead of connecting to the target, in English. */
import type { FailureFacts } from '../../../contract/failure.ts';

export function proxyFailed({ proxy, why, detail }: FailureFacts['proxy-failed']): string {
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
