/** The chain of certificates of a handshake, as the page of the monitor lists it. Pure. */
import type { Evidence } from '../../../contract/model/evidence.ts';
import { shorten } from '../../transport/excerpt.ts';
import type { PeerCertificate, ProbeTrace } from '../../transport/probe-trace.ts';

const maxNames = 20;
const longestText = 200;

/** Empty: the server sent no certificate. */
export function chainEvidence({
  certificate,
  chain,
  expiresFirst,
}: Pick<ProbeTrace, 'certificate' | 'chain' | 'expiresFirst'>): readonly Evidence[] {
  if (certificate === null || expiresFirst === null) return [];
  const names = certificate.names.slice(0, maxNames);
  const more = certificate.names.length - names.length;
  return [
    { name: 'expires', type: 'moment', at: expiresFirst.validTo },
    { name: 'issuer', type: 'line', text: shorten(certificate.info.issuer, longestText) },
    { name: 'names', type: 'block', text: [...names, ...(more === 0 ? [] : [`… +${String(more)}`])].join('\n') },
    { name: 'chain', type: 'block', text: chain.map(lineOf).join('\n') },
  ];
}

/** `example.com < Example CA (2026-09-01 – 2026-12-01)`, the days in UTC. */
function lineOf({ info, validFrom }: PeerCertificate): string {
  const [subject, issuer] = [info.subject, info.issuer].map((text) => shorten(text, longestText));
  return `${subject ?? ''} < ${issuer ?? ''} (${dayOf(validFrom)} – ${dayOf(info.validTo)})`;
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
