/** Authorities that a monitor trusts by itself are not known elsewhere, where their certificates look untrusted. Pure. */
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';

export function hasOwnAuthorities(monitor: ProbedMonitor): boolean {
  return 'trustedCertificates' in monitor && monitor.trustedCertificates !== null;
}
