/**
 * Why a lookup failed, where the system's resolver does not say: it reports one error for a name server that does not
 * respond and for one that responds with an error, and for an unknown name and one without addresses of a family.
 */
import { Resolver } from 'node:dns';
import type { IpFamily } from '../../contract/monitors/definition.ts';
import { LookupError } from '../lookups/lookup-error.ts';
import type { Lookups } from '../lookups/lookups.ts';
import { cancellable } from './cancellable.ts';
import type { Deadline } from './deadline.ts';
import { ProbeError } from './probe-error.ts';

interface FailedLookup {
  readonly host: string;
  readonly ipFamily: IpFamily;
  readonly deadline: Deadline;
  readonly lookups: Lookups;
  /** `127.0.0.1:53`; the system's if left out. */
  readonly nameServers?: readonly string[];
}

/** A name server that responds does so at once. */
const responseTimeoutMs = 2_000;

/** What name servers respond with (RFC 1035, section 4.1.1), by Node's codes. */
const responseCodes: Readonly<Record<string, string>> = {
  ESERVFAIL: 'SERVFAIL',
  EREFUSED: 'REFUSED',
  EFORMERR: 'FORMERR',
  ENOTIMP: 'NOTIMP',
};

/** Null: the error says it all. */
export async function explainFailedLookup(error: unknown, failed: FailedLookup): Promise<ProbeError | null> {
  const code = codeOf(error);
  const { host, ipFamily } = failed;
  if (code === 'EAI_AGAIN' || code === 'EAI_FAIL') {
    const response = await nameServerError(failed);
    return response === null ? null : new ProbeError({ code: 'name-server-failed', facts: { host, response } });
  }
  if (ipFamily === 'auto' || code.startsWith('LOOKUP_') || !(await hasAddress(failed))) return null;
  return new ProbeError({ code: 'no-address-of-family', facts: { host, family: ipFamily } });
}

/** `SERVFAIL`; null: none, or no response. */
function nameServerError({ host, deadline, nameServers }: FailedLookup): Promise<string | null> {
  const resolver = new Resolver({ timeout: responseTimeoutMs, tries: 1 });
  if (nameServers !== undefined) resolver.setServers(nameServers);
  return cancellable<string | null>(deadline, ({ resolve }) => {
    resolver.resolve(host, 'A', (error) => resolve(error === null ? null : (responseCodes[codeOf(error)] ?? null)));
    return () => resolver.cancel();
  });
}

/** Of any family. */
function hasAddress({ host, deadline, lookups }: FailedLookup): Promise<boolean> {
  return cancellable<boolean>(deadline, ({ resolve }) =>
    lookups.ask({ host, family: 0 }, { onResult: (result) => resolve(!(result instanceof LookupError)) }),
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
