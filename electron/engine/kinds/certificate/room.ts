/** Certificates. */
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import type { ProbedRoom } from '../kind.ts';
import { probeCertificate } from './certificate-probe.ts';

export const certificateRoom: ProbedRoom<MonitorOf<'certificate'>> = {
  probe: probeCertificate,
  hostname: ({ host }) => host,
  isAuthentic: (_, { verdict, certificate }) => verdict === 'pass' && certificate !== null,
};
