/** How far a check got, in English. */
import type { ProbeStage } from '../../../../contract/failures/facts.ts';

export function whileOpening(stage: ProbeStage): string {
  switch (stage) {
    case 'tls':
      return 'during the TLS handshake';
    case 'firstByte':
      return 'before its response';
    case 'download':
      return 'while responding';
    case 'connect':
    case 'dns':
    case null:
      return 'while connecting';
  }
}
