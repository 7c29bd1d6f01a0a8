/** The registration of a domain, and the registry that knows of it. */
import type { KindsOf } from './facts.ts';

export interface DomainFailures {
  readonly 'domain-not-found': { readonly domain: string };
  readonly 'domain-expires': { readonly domain: string; readonly expiresAt: number; readonly days: number };
  readonly 'domain-expired': { readonly domain: string; readonly expiredAt: number };
  /** The registry tells no date. */
  readonly 'domain-without-date': { readonly domain: string; readonly server: string };
  /** The registry of the domain has no RDAP. */
  readonly 'no-registry': { readonly domain: string };
  readonly 'registry-failed': { readonly server: string; readonly status: number };
  readonly 'registry-unreadable': { readonly server: string };
}

export const domainFailureKinds: KindsOf<DomainFailures> = {
  'domain-not-found': 'domain',
  'domain-expires': 'domain',
  'domain-expired': 'domain',
  'domain-without-date': 'registry',
  'no-registry': 'registry',
  'registry-failed': 'registry',
  'registry-unreadable': 'registry',
};
