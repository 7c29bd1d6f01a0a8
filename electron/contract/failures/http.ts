/** What came over the connection is not HTTP as a check reads it, or leads nowhere. */
import type { ErrorCode, KindsOf, Peer, ProbeStage } from './facts.ts';

export interface HttpFailures {
  /** `begins`: its first characters in quotes; null: it was empty. */
  readonly 'not-http': Peer & { readonly begins: string | null };
  readonly 'tls-instead-of-http': Peer;
  readonly 'unexpected-response': Peer & { readonly begins: string };
  /** HTTP, but not as the parser accepts it; `detail`: why. */
  readonly 'response-malformed': Peer & { readonly detail: string };
  readonly 'conflicting-lengths': Peer & { readonly lengths: readonly string[] };
  /** `error`: the name of its code (RFC 9113, section 7). */
  readonly 'http2-reset': Peer & ErrorCode & { readonly stage: ProbeStage };
  /** The peer ended the connection by GOAWAY. */
  readonly 'http2-closed': Peer & ErrorCode & { readonly stage: ProbeStage };
  readonly 'http2-malformed': Peer & { readonly detail: string };
  /** So many bytes of frames that are no part of a response. */
  readonly 'http2-flooded': Peer & { readonly limitBytes: number };
  readonly 'body-malformed': { readonly detail: string };
  readonly 'headers-too-large': Peer & { readonly limitBytes: number };
  readonly 'response-cut-short': Peer & { readonly bodyBytes: number | null };
  readonly 'body-undecodable': { readonly encoding: string; readonly detail: string };
  readonly 'too-many-encodings': { readonly count: number };
  readonly 'redirect-loop': { readonly url: string };
  readonly 'too-many-redirects': { readonly limit: number; readonly url: string };
  readonly 'redirect-not-a-url': { readonly location: string };
  /** To another origin, to which the body would be sent. */
  readonly 'redirect-with-body': { readonly status: number; readonly url: string };
  readonly 'redirect-not-http': { readonly location: string };
  readonly 'digest-not-supported': Peer & { readonly algorithm: string };
}

export const httpFailureKinds: KindsOf<HttpFailures> = {
  'not-http': 'not-http',
  'tls-instead-of-http': 'not-http',
  'unexpected-response': 'not-http',
  'response-malformed': 'not-http',
  'conflicting-lengths': 'not-http',
  'http2-reset': 'reset',
  'http2-closed': 'reset',
  'http2-malformed': 'not-http',
  'http2-flooded': 'too-large',
  'body-malformed': 'not-http',
  'headers-too-large': 'too-large',
  'response-cut-short': 'cut-short',
  'body-undecodable': 'bad-encoding',
  'too-many-encodings': 'bad-encoding',
  'redirect-loop': 'redirect-loop',
  'too-many-redirects': 'redirect-loop',
  'redirect-not-a-url': 'redirect-invalid',
  'redirect-with-body': 'redirect-invalid',
  'redirect-not-http': 'redirect-invalid',
  'digest-not-supported': 'assertion',
};
