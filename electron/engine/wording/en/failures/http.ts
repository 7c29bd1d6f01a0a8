/** What is not HTTP as a check reads it, in English. */
import type { HttpFailures } from '../../../../contract/failures/http.ts';
import type { Words } from '../../wording.ts';
import type { Quantities } from '../quantities.ts';
import { whileOpening } from './stages.ts';

export const httpFailures = ({ bytes, counted, number }: Quantities): Words<HttpFailures> => ({
  'not-http': ({ peer, begins }) =>
    `the response of ${peer} is not HTTP${begins === null ? '' : `: it begins with ${begins}`}`,
  'tls-instead-of-http': ({ peer }) => `${peer} responded with TLS; should the URL begin with https://?`,
  'unexpected-response': ({ peer, begins }) => `${peer} sent an unsolicited response: ${begins}`,
  'response-malformed': ({ peer, detail }) => `the response of ${peer} is not valid HTTP: ${detail}`,
  'conflicting-lengths': ({ peer, lengths }) =>
    `${peer} sent several Content-Length headers that differ: ${lengths.join(', ')}`,
  'http2-reset': ({ peer, stage, error }) => `${peer} reset the HTTP/2 stream ${whileOpening(stage)} (${error})`,
  'http2-closed': ({ peer, stage, error }) =>
    `${peer} closed the HTTP/2 connection ${whileOpening(stage)} (GOAWAY, ${error})`,
  'http2-malformed': ({ peer, detail }) => `${peer} violated the HTTP/2 protocol: ${detail}`,
  'http2-flooded': ({ peer, limitBytes }) =>
    `${peer} sent ${bytes(limitBytes)} of HTTP/2 frames that are not part of a response`,
  'body-malformed': ({ detail }) => `the body is not valid HTTP: ${detail}`,
  'headers-too-large': ({ peer, limitBytes }) => `the headers of ${peer} are too large (over ${bytes(limitBytes)})`,
  'response-cut-short': ({ peer, bodyBytes }) =>
    `${peer} closed the connection ${whileSending(bodyBytes === null ? null : counted(bodyBytes, 'byte'))}`,
  'body-undecodable': ({ encoding, detail }) => `the ${encoding} body is damaged: ${detail}`,
  'too-many-encodings': ({ count }) => `the body has ${number(count)} content encodings, which is too many`,
  'redirect-loop': ({ url }) => `redirect loop: ${url} again`,
  'too-many-redirects': ({ limit, url }) => `more than ${number(limit)} redirects, the last to ${url}`,
  'redirect-not-a-url': ({ location }) => `redirected to ${location}, which is not a URL`,
  'redirect-with-body': ({ status, url }) =>
    `${String(status)} redirect to ${url}, another origin, to which the request body is not sent`,
  'redirect-not-http': ({ location }) => `redirected to ${location}, which is neither http nor https`,
  'digest-not-supported': ({ peer, algorithm }) =>
    `${peer} demands digest authentication with ${algorithm}, which is not supported`,
});

function whileSending(received: string | null): string {
  return received === null ? 'in the middle of the headers' : `before the body was complete (after ${received})`;
}
