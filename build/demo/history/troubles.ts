/** Past problems of one endpoint: those of its story, and random ones in between. */
import type { DemoEndpoint } from '../endpoints.ts';
import type { ProbeError } from '../sample-answers.ts';
import { overlap, type Interval } from './intervals.ts';
import type { Random } from './random.ts';

/** `fault` null: it only takes too long. */
export interface Trouble extends Interval {
  readonly fault: ProbeError | null;
}

export interface PastRange extends Interval {
  /** When this computer slept: problems during that time went unnoticed. */
  readonly sleeps: readonly Interval[];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const monthMs = 30 * dayMs;
const minuteMs = 60_000;
/** No random problems in the last hours, which belong to the story. */
const quietMs = 12 * hourMs;

type Breaking = Pick<DemoEndpoint, 'events' | 'faults' | 'monthlyOutages'>;

/** In order, without overlap, each while the computer was awake. */
export function troublesOf(endpoint: Breaking, range: PastRange, random: Random): readonly Trouble[] {
  const fromStory = storyTroubles(endpoint, range);
  const days = Math.floor((range.to - range.from) / dayMs);
  const dailyChance = (endpoint.monthlyOutages / monthMs) * dayMs;
  const byChance = Array.from({ length: days }, (_, index): Trouble | null => {
    const isHit = random.isHit(dailyChance);
    const from = Math.round(range.from + (index + random.next()) * dayMs);
    const lengthMs = Math.round(minuteMs * Math.exp(1.7 + 0.8 * random.normal()));
    const trouble = { from, to: from + lengthMs, fault: random.pick(endpoint.faults) };
    return isHit && trouble.to < range.to - quietMs ? trouble : null;
  }).filter((trouble) => trouble !== null);
  const alone = byChance.filter(
    (trouble) => ![...fromStory, ...range.sleeps].some((other) => overlap(widened(trouble), other)),
  );
  return [...fromStory, ...alone].toSorted((a, b) => a.from - b.from);
}

function storyTroubles({ events = [] }: Breaking, range: PastRange): readonly Trouble[] {
  return events.flatMap((event): readonly Trouble[] => {
    if (event.is === 'paused') return [];
    const from = range.to - event.agoMs;
    const trouble = { from, to: from + event.forMs, fault: event.is === 'down' ? event.fault : null };
    const isSeen = from > range.from && !range.sleeps.some((sleep) => overlap(trouble, sleep));
    return isSeen ? [trouble] : [];
  });
}

function widened({ from, to }: Interval): Interval {
  return { from: from - hourMs, to: to + hourMs };
}
