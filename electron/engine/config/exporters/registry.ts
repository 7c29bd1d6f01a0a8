/** The programs that a configuration can be handed over to. */
import type { Handover, HandoverTarget } from '../../../contract/handover.ts';
import type { Wording } from '../../wording/wording.ts';
import type { ConfigState } from '../export.ts';
import { exportToPrometheus } from './prometheus/prometheus.ts';
import type { Scraped } from './prometheus/scrape-config.ts';

type HandOver = (state: ConfigState, metrics: Scraped, wording: Pick<Wording, 'handover'>) => Handover;

export const handOver: Readonly<Record<HandoverTarget, HandOver>> = { prometheus: exportToPrometheus };
