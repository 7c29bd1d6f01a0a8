/**
 * Anchors are URLs of independent companies, requested only after a check has failed. Each request yields `reached` (the
 * expected response), `other` (a response from something else: a captive portal) or `nothing`. The majority decides.
 */
import type { LookupFunction } from 'node:net';
import type { Connection } from '../../contract/model/state.ts';
import { undici } from '../transport/undici.ts';

export type AnchorResult = 'reached' | 'other' | 'nothing';

/** How many anchors must agree that the internet is reachable, or that there is a portal; all of one or two. */
export function quorumOf(count: number): number {
  return Math.floor(count / 2) + 1;
}

/** What the results so far prove, whatever the missing ones will be; null: undecided. Without anchors, `online`. */
export function connectionFrom(results: readonly AnchorResult[], expected: number): Connection | null {
  const quorum = quorumOf(expected);
  const isQuorum = (wanted: AnchorResult): boolean => results.filter((result) => result === wanted).length >= quorum;
  if (expected === 0 || isQuorum('reached')) return 'online';
  if (isQuorum('other')) return 'portal';
  return results.length === expected ? 'offline' : null;
}

export type AskAnchor = (url: string, signal: AbortSignal) => Promise<AnchorResult>;

/**
 * An anchor responds with `204 No Content`, as the `generate_204` URLs of several companies do for this purpose; any
 * other response comes from something in between. Redirects are not followed; no cookies or credentials are sent.
 */
export const askAnchorBy =
  (lookup: LookupFunction): AskAnchor =>
  async (url, signal) => {
    const { Agent, request } = undici();
    const agent = new Agent({ pipelining: 0, connect: { lookup } });
    try {
      const { statusCode, body } = await request(url, { dispatcher: agent, signal });
      await body.dump({ limit: 16_384 });
      return statusCode === 204 ? 'reached' : 'other';
    } catch (error) {
      return isCertificateError(error) ? 'other' : 'nothing';
    } finally {
      await agent.destroy();
    }
  };

/** A captive portal can respond to an https URL only with the wrong certificate. */
function isCertificateError(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  return typeof code === 'string' && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/u.test(code);
}
