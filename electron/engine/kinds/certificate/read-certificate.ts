/** A certificate as assertions read it. Pure. */
import { found, type Readable, type Reading } from '../../assertions/reading.ts';
import { daysLeft } from '../../transport/certificate-chain.ts';

/** Null: unknown. */
interface SeenCertificate {
  /** When the first certificate of the chain expires. */
  readonly validTo: number | null;
  readonly issuer: string | null;
  readonly names: readonly string[] | null;
}

export function readCertificate({ validTo, issuer, names }: SeenCertificate, nowMs: number): Readable {
  return {
    read({ on }): Reading {
      if (on === 'certificateDays') return validTo === null ? found() : found(daysLeft(validTo, nowMs));
      if (on === 'issuer') return issuer === null ? found() : found(issuer);
      return names === null ? found() : found(...names);
    },
    text: () => null,
    json: () => null,
    redact: (text) => text,
  };
}
