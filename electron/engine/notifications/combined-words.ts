/** The content of a message that combines several: a group of what became due together, or what quiet hours deferred. */
import { oneLine } from '../../contract/plain-text.ts';
import type { Wording } from '../wording/wording.ts';
import type { Message } from './channels/channel.ts';
import type { Fact, MessageContent, MessageMoment } from './message.ts';
import { beginOf, headlineOf, lastingOf, nameOf, shortened, summaryOf, toneOf } from './message-words.ts';
import { isMonitorNotification } from './payload.ts';
import type { SharedFacts } from './shared-facts.ts';

type CombinedContent = Omit<MessageContent, 'link' | 'footer' | 'language'>;

type EventName = Message['payload']['event'];
type Counted = keyof Wording['notifications']['group']['headlines'];

const summaryShown = 30;
const groupShown = 10;
const namesShown = 3;
const summaryLength = 160;

const stillBad: readonly EventName[] = ['down', 'reminder'];
const kinds: readonly { readonly events: readonly EventName[]; readonly words: Counted }[] = [
  { events: stillBad, words: 'down' },
  { events: ['recovered'], words: 'recovered' },
  { events: ['degraded'], words: 'degraded' },
  { events: ['certificate'], words: 'certificate' },
  { events: ['flapping'], words: 'flapping' },
  { events: ['steady'], words: 'steady' },
];

/** What quiet hours deferred: one line each, worst first. */
export function describeSummary(
  parts: readonly Message[],
  { nowMs, speech: { wording } }: MessageMoment,
): CombinedContent {
  const { summary: words, title } = wording.notifications;
  const summary = words.counts(countsOf(parts).map(({ kind, count }) => words[kind](count)));
  const lines = parts.map((part) => words.line(headlineOf(part.payload, wording), lateSummaryOf(part, wording, nowMs)));
  return {
    tone: parts.some(({ payload }) => stillBad.includes(payload.event)) ? 'bad' : 'neutral',
    title: title(words.tag, words.name, summary),
    headline: words.headline,
    summary,
    reasonsTitle: null,
    reasons: shortened(lines, summaryShown, wording),
    facts: [],
    url: null,
  };
}

/** A late down alert includes how long the outage has lasted. */
function lateSummaryOf(part: Message, wording: Wording, nowMs: number): string {
  const summary = summaryOf(part, wording, nowMs);
  const { payload } = part;
  return payload.event === 'down'
    ? wording.notifications.summary.downLate(lastingOf(payload, nowMs), summary)
    : summary;
}

/** What became due together: how many, the first of them with their reasons, and what they have in common. */
export function describeGroup(parts: readonly Message[], shared: SharedFacts, moment: MessageMoment): CombinedContent {
  const { speech, nowMs } = moment;
  const { wording } = speech;
  const { events, group: words, summary: counted, title, summary: list } = wording.notifications;
  const counts = countsOf(parts);
  const [first] = counts;
  const only = first?.count === parts.length ? first.kind : null;
  const worst = parts[0]?.payload;
  const inCounts = only === null ? [counted.counts(counts.map(({ kind, count }) => counted[kind](count)))] : [];
  const inCommon = shared.hostname === null ? words.names(namesOf(parts, wording)) : words.onHost(shared.hostname);
  const summary = oneLine([...inCounts, inCommon].filter((text) => text !== '').join(', '), summaryLength);
  const lines = parts.map((part) => {
    const name = only === null ? headlineOf(part.payload, wording) : nameOf(part.payload, wording);
    return list.line(name, summaryOf(part, wording, nowMs));
  });
  return {
    tone: worst === undefined ? 'neutral' : toneOf(worst),
    title: title(worst === undefined ? list.tag : events[worst.event].tag, words.monitors(parts.length), summary),
    headline: only === null ? words.mixed(parts.length) : words.headlines[only](parts.length),
    summary,
    reasonsTitle: null,
    reasons: shortened(lines, groupShown, wording),
    facts: factsOf(parts, shared, moment),
    url: null,
  };
}

interface Count {
  readonly kind: Counted;
  readonly count: number;
}

function countsOf(parts: readonly Message[]): readonly Count[] {
  return kinds.flatMap(({ events, words: kind }) => {
    const count = parts.filter(({ payload }) => events.includes(payload.event)).length;
    return count === 0 ? [] : [{ kind, count }];
  });
}

/** The first names, and how many more there are. */
function namesOf(
  parts: readonly Message[],
  wording: Wording,
): { readonly shown: readonly string[]; readonly more: number } {
  const shown = parts.slice(0, namesShown).map(({ payload }) => nameOf(payload, wording));
  return { shown, more: parts.length - shown.length };
}

function factsOf(
  parts: readonly Message[],
  { hostname, tags, dependsOn }: SharedFacts,
  { timeZone, speech: { wording, format } }: MessageMoment,
): readonly Fact[] {
  const { facts: labels, group } = wording.notifications;
  const begins = parts.filter(({ payload }) => isMonitorNotification(payload)).map(({ payload }) => beginOf(payload));
  return [
    ...(hostname === null ? [] : [{ label: labels.host, value: hostname }]),
    ...(tags.length === 0 ? [] : [{ label: labels.tags, value: group.tags(tags) }]),
    ...(dependsOn.length === 0 ? [] : [{ label: labels.dependsOn, value: group.tags(dependsOn) }]),
    ...(begins.length === 0
      ? []
      : [{ label: labels.firstStarted, value: format.instant(Math.min(...begins), timeZone) }]),
  ];
}
