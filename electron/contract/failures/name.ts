/** Looking a name up, for a connection or as the question of a check. */
import type { IpFamily } from '../monitors/definition.ts';
import type { ErrorCode, Host, KindsOf } from './facts.ts';

export interface NameFailures {
  readonly 'name-not-found': Host & { readonly family: IpFamily };
  readonly 'no-name-server': Host;
  /** `response`: `SERVFAIL`, `REFUSED`. */
  readonly 'name-server-failed': Host & { readonly response: string };
  readonly 'no-address-of-family': Host & { readonly family: IpFamily };
  readonly 'lookup-failed': Host & ErrorCode;
  readonly 'wrong-address-family': Host & { readonly family: IpFamily };
  /** `rcode`: `NXDOMAIN`. `server`: `1.1.1.1:53`, or those of the system. */
  readonly 'dns-rcode': Host & { readonly record: string; readonly server: string; readonly rcode: string };
  readonly 'dns-no-records': Host & { readonly record: string };
  readonly 'dns-server-silent': Host & { readonly server: string };
  readonly 'dns-answer-malformed': Host & { readonly server: string };
}

export const nameFailureKinds: KindsOf<NameFailures> = {
  'name-not-found': 'dns',
  'no-name-server': 'dns',
  'name-server-failed': 'dns',
  'no-address-of-family': 'dns',
  'lookup-failed': 'dns',
  'wrong-address-family': 'dns',
  'dns-rcode': 'dns',
  'dns-no-records': 'dns',
  'dns-server-silent': 'timeout',
  'dns-answer-malformed': 'dns',
};
