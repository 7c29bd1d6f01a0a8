/**
 * Anchors are small answers at places that do not fall over together, asked only when a check has failed. Each one says
 * `reached` (its own answer came), `other` (somebody else answered: a captive portal) or `nothing`. Two of three decide.
 */
import { Agent, request } from 'undici';
import type { Connection } from '../../contract/model/state.ts';

export type AnchorAnswer = 'reached' | 'other' | 'nothing';

/** Needed to call the internet reachable, or what is in between a portal; of one or two anchors, all. */
export function quorumOf(count: number): number {
  return Math.floor(count / 2) + 1;
}

/** What the answers so far come to, whatever the missing ones will be; null: still open. Without anchors all is well. */
export function judge(answers: readonly AnchorAnswer[], expected: number): Connection | null {
  const quorum = quorumOf(expected);
  const isQuorum = (wanted: AnchorAnswer): boolean => answers.filter((answer) => answer === wanted).length >= quorum;
  if (expected === 0 || isQuorum('reached')) return 'online';
  if (isQuorum('other')) return 'portal';
  return answers.length === expected ? 'offline' : null;
}

export type AskAnchor = (url: string, signal: AbortSignal) => Promise<AnchorAnswer>;

/**
 * An anchor answers `204 No Content`, as the `generate_204` addresses of several companies do for this very purpose;
 * any other answer is somebody else's. Nothing is followed, sent along or kept.
 */
export const askAnchor: AskAnchor = async (url, signal) => {
  const agent = new Agent({ pipelining: 0 });
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

/** A portal that answers an https address can only do so under a wrong certificate. */
function isCertificateError(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  return typeof code === 'string' && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/u.test(code);
}
