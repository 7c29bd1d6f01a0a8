/**
 * One trouble at a receiver, with three kills: while an outage's alert meets it, while it is tried again together with the
 * next one, and after the receiver has recovered, between taking a message and responding to it.
 */
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import type { ChannelDraft } from './channel.ts';
import { channelFor } from './channel.ts';
import { openHttpReceiver } from './http-receiver.ts';
import { tallyAlerts, type Outcome } from './line.ts';
import type { Receiver } from './receiver.ts';
import { openRig, type Rig } from './rig.ts';
import { valueOf } from '../support/headless-host.ts';
import { testCertificates } from '../support/certificates.ts';
import { eventually, pause } from './wait.ts';

/**
 * How the channel recovers: by itself; when a test of it succeeds, which it needs once it is broken; likewise where it
 * rejects single messages, which is reported after the third; or with the next alert, where a message waits for long.
 */
export type Recovery = 'by itself' | 'test' | 'test after three' | 'next alert';

interface DeliveryFault {
  readonly kind: ChannelDraft['kind'];
  readonly openReceiver: () => Promise<Receiver>;
  readonly isSecure?: boolean;
  readonly recovery: Recovery;
}

const names = ['Amber', 'Birch', 'Cedar'] as const;
const [first, second, third] = names;
/** The third rejection. */
const extra = 'Dogwood';

export async function runDelivery({ kind, openReceiver, isSecure = false, recovery }: DeliveryFault): Promise<Outcome> {
  const receiver = await openReceiver();
  const others = await openHttpReceiver({ trouble: null });
  const rig = await openTrustingRig(isSecure);
  const problems: string[] = [];
  const isRejecting = recovery === 'test after three';
  const isTested = isRejecting || recovery === 'test';
  const expected = isRejecting ? [...names, extra] : names;
  try {
    await rig.start();
    await addChannels(rig, { kind, port: receiver.port, isSecure }, others.port);
    for (const name of expected) await rig.addMonitor(name);
    await tripAndKill(rig, receiver, first);
    await rig.start();
    await tripAndKill(rig, receiver, second);
    await rig.start();
    if (isRejecting) await rig.takeDown(extra);
    if (isTested) await expectReport(others, problems);
    await receiver.heal();
    receiver.holdAnswerTo(first);
    await rig.takeDown(third);
    if (isTested) await testUntilAccepted(rig, problems);
    if (await eventually(75_000, receiver.isHolding)) await rig.kill();
    else problems.push(`no alert of ${first} within 75 s`);
    if (rig.kills() > 2) await rig.start();
    await eventually(75_000, () => tallyAlerts(expected, receiver.taken).arrived === expected.length);
    // A double would come at once.
    await pause(1_500);
    return { alerts: tallyAlerts(expected, receiver.taken), pings: null, kills: rig.kills(), problems };
  } finally {
    await rig.close();
    await Promise.all([receiver.close(), others.close()]);
  }
}

async function openTrustingRig(isSecure: boolean): Promise<Rig> {
  if (!isSecure) return openRig();
  const { ca } = await testCertificates();
  const rig = await openRig();
  const file = join(rig.dataDirectory, '..', 'ca.pem');
  writeFileSync(file, ca);
  rig.setEnv({ NODE_EXTRA_CA_CERTS: file });
  return rig;
}

/** The second channel takes reports about the first; no rule leads to it. */
async function addChannels(rig: Rig, draft: ChannelDraft, othersPort: number): Promise<void> {
  const api = rig.api();
  await valueOf(api.rules.replace({ rules: [] }));
  await valueOf(api.channels.create(channelFor(draft)));
  await valueOf(
    api.channels.create({ ...channelFor({ kind: 'webhook', port: othersPort }), id: 'others', name: 'Others' }),
  );
  await valueOf(api.rules.replace({ rules: [{ when: {}, channels: ['troubled'] }] }));
}

async function tripAndKill(rig: Rig, receiver: Receiver, name: string): Promise<void> {
  const before = receiver.met();
  await rig.takeDown(name);
  await eventually(8_000, () => receiver.met() > before);
  await rig.kill();
}

/** It may take a few refusals. */
async function expectReport(others: Receiver, problems: string[]): Promise<void> {
  const isReported = await eventually(20_000, () => others.taken.some(({ text }) => text.includes('Troubled')));
  if (!isReported) problems.push('the other channel was not notified');
}

async function testUntilAccepted(rig: Rig, problems: string[]): Promise<void> {
  const isAccepted = await eventually(20_000, async () => {
    const { accepted } = await valueOf(rig.api().channels.test({ id: 'troubled' }));
    return accepted;
  });
  if (!isAccepted) problems.push('a test of the channel fails after its recovery');
}
