/** Other locations do not know the authorities that a monitor trusts, so their certificates look untrusted there. Pure. */
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';

export function hasOwnAuthorities(monitor: ProbedMonitor): boolean {
  return 'trustedCertificates' in monitor && monitor.trustedCertificates !== null;
}
