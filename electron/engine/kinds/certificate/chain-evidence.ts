/** The chain of certificates of a handshake, as the page of the monitor lists it. Pure. */
import type { Evidence } from '../../../contract/model/evidence.ts';
import { oneLine } from '../../../contract/plain-text.ts';
import type { ProbeTrace } from '../../transport/probe-trace.ts';

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
    { name: 'issuer', type: 'line', text: oneLine(certificate.info.issuer, longestText) },
    { name: 'names', type: 'block', text: [...names, ...(more === 0 ? [] : [`… +${String(more)}`])].join('\n') },
    {
      name: 'chain',
      type: 'table',
      columns: ['subject', 'issuer', 'validFrom', 'expires'],
      rows: chain.map(({ info: { subject, issuer, validTo }, validFrom }) => [
        oneLine(subject, longestText),
        oneLine(issuer, longestText),
        validFrom,
        validTo,
      ]),
    },
  ];
}
