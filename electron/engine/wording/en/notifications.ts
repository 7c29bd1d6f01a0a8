/** What is sent through a channel, in English. Tags and titles are what mail filters go by: they change rarely. */
import type { ChannelTrouble } from '../../../contract/model/alert.ts';
import type { Severity } from '../../../contract/model/monitor.ts';
import { digest } from './digest.ts';
import type { Quantities } from './quantities.ts';

const severities: Readonly<Record<Severity, string>> = { critical: 'critical', warning: 'warning', info: 'info' };

const events = {
  down: { tag: 'DOWN', headline: (name: string) => `${name} is down` },
  reminder: { tag: 'DOWN', headline: (name: string) => `${name} is still down` },
  acknowledged: { tag: 'ACKNOWLEDGED', headline: (name: string) => `The outage of ${name} was acknowledged` },
  recovered: { tag: 'RECOVERED', headline: (name: string) => `${name} is up again` },
  degraded: { tag: 'DEGRADED', headline: (name: string) => `${name} is degraded` },
  certificate: { tag: 'CERTIFICATE', headline: (name: string) => `The certificate of ${name} expires soon` },
  flapping: { tag: 'FLAPPING', headline: (name: string) => `${name} is flapping` },
  steady: { tag: 'STABLE', headline: (name: string) => `${name} no longer flaps` },
  'channel-broken': { tag: 'CHANNEL BROKEN', headline: (name: string) => `The channel ${name} is broken` },
  'channel-failing': { tag: 'CHANNEL FAILING', headline: (name: string) => `The channel ${name} does not deliver` },
  'channel-recovered': { tag: 'CHANNEL RECOVERED', headline: (name: string) => `The channel ${name} delivers again` },
  'recording-stopped': { tag: 'NOT RECORDING', headline: (name: string) => `${name} cannot record` },
  'recording-resumed': { tag: 'RECORDING', headline: (name: string) => `${name} records again` },
  digest: { tag: 'DIGEST', headline: (name: string) => `Digest: ${name}` },
  test: { tag: 'TEST', headline: (name: string) => `${name} can reach you here` },
};

/** What each trouble of a channel means for its messages. */
const troubles = {
  silent: 'It has accepted nothing for 5 minutes. Pending notifications are retried.',
  rejecting: 'It rejects every notification, and those are not retried.',
  'gave-up': 'A notification was retried for a day and has failed.',
  partial: 'It does not deliver to every recipient.',
  broken: 'Nothing is sent through it until you edit it or a test of it succeeds.',
} satisfies Record<ChannelTrouble, string>;

const facts = {
  monitor: 'Monitor',
  severity: 'Severity',
  started: 'Started',
  resolved: 'Resolved',
  duration: 'Duration',
  detected: 'Detected',
  brokenSince: 'Broken since',
  failingSince: 'Failing since',
  expected: 'Expected',
  url: 'URL',
  host: 'Host',
  tags: 'Tags',
  dependsOn: 'Depends on',
  firstStarted: 'First started',
};

/** What quiet hours held back. */
const summary = ({ counted, length, number }: Quantities) => ({
  tag: 'SUMMARY',
  name: 'Quiet hours',
  headline: 'During quiet hours',
  counts: (counts: readonly string[]) => counts.join(', '),
  down: (count: number) => `${number(count)} down`,
  recovered: (count: number) => `${number(count)} up again`,
  degraded: (count: number) => `${number(count)} degraded`,
  certificate: (count: number) => counted(count, 'certificate expires soon', 'certificates expire soon'),
  flapping: (count: number) => `${number(count)} flapping`,
  steady: (count: number) => `${number(count)} no longer flapping`,
  line: (headline: string, detail: string) => `${headline}: ${detail}`,
  downLate: (lastingMs: number, reason: string) => `for ${length(lastingMs)}, ${reason}`,
});

/** What became due together. */
const group = ({ counted, listed, number }: Quantities) => ({
  monitors: (count: number) => counted(count, 'monitor'),
  headlines: {
    down: (count: number) => `${number(count)} monitors are down`,
    recovered: (count: number) => `${number(count)} monitors are up again`,
    degraded: (count: number) => `${number(count)} monitors are degraded`,
    certificate: (count: number) => `${number(count)} certificates expire soon`,
    flapping: (count: number) => `${number(count)} monitors are flapping`,
    steady: (count: number) => `${number(count)} monitors no longer flap`,
  },
  mixed: (count: number) => `${number(count)} changes`,
  onHost: (host: string) => `all on ${host}`,
  names: ({ shown, more }: { readonly shown: readonly string[]; readonly more: number }) => listed(shown, more),
  tags: (tags: readonly string[]) => tags.join(', '),
});

export const notifications = (quantities: Quantities) => {
  const { counted, length, recurring } = quantities;
  return {
    events,
    /** `[DOWN] Shop API: status 503, expected 200` */
    title: (tag: string, name: string, summary: string) => `[${tag}] ${name}: ${summary}`,
    unnamedMonitor: 'Unnamed monitor',
    unnamedChannel: 'Unnamed channel',
    stillDown: (lastingMs: number) => `still down, for ${length(lastingMs)}`,
    downFor: (lastedMs: number) => `down for ${length(lastedMs)}`,
    /** Where nothing was sent while it was down. */
    wasDown: (lastedMs: number, reason: string) => `was down for ${length(lastedMs)}: ${reason}`,
    /** `behind`: how many monitors depend on it. */
    andBehind: (summary: string, behind: number) => `${summary}, and ${counted(behind, 'monitor')} behind it`,
    failedFor: (lastedMs: number) => `did not deliver for ${length(lastedMs)}`,
    noReason: 'no reason given',
    whyItWasDown: 'Why it was down',
    whyItFailed: 'Last error',
    test: (channel: string) => `Test of the channel "${channel}". Notifications sent through it arrive here.`,
    recording: {
      goesOn:
        'Monitoring and notifications continue in memory. What happens now is recorded later, unless Vigilmon ends before that.',
      resumed: 'everything that happened meanwhile has been recorded',
      missingChecks: (count: number) =>
        `${counted(count, 'check is', 'checks are')} missing in the history, because memory ran out.`,
    },
    troubles,
    facts,
    severities,
    lasted: length,
    lasting: (lastingMs: number) => `${length(lastingMs)} so far`,
    every: (everyMs: number) => `a ping ${recurring(everyMs)}`,
    onSchedule: (schedule: string) => `a ping on schedule: ${schedule}`,
    summary: summary(quantities),
    group: group(quantities),
    digest: digest(quantities),
    /** Of the alert that previews show. */
    example: { monitor: 'Shop API', channel: 'Webhook' },
    openIncident: 'Open the incident',
    openIncidents: 'Open the incidents',
    footer: (computer: string) => `Sent by Vigilmon on ${computer}`,
  };
};
