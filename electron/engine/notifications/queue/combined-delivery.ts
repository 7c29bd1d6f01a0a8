/**
 * One message for several due rows: a group of what became due together, or all that quiet hours deferred. Whether each
 * row is sent at all is decided as for a single one (delivery.ts). A digest is always a message of its own.
 */
import { isDeepStrictEqual } from 'node:util';
import { definitionOf } from '../../../contract/channels/registry.ts';
import type { Message } from '../channels/channel.ts';
import { isMonitorNotification } from '../payload.ts';
import { sharedFactsOf } from '../shared-facts.ts';
import { groupMessage, summaryMessage } from '../summary-message.ts';
import { planAlone, type Delivery, type DeliverySources, type Sending } from './delivery.ts';
import { leastInGroup } from './grouping.ts';
import type { OutboxRow } from '../../store/outbox-repository.ts';

/** Further messages go into a second summary. */
const summaryLimit = 100;

/**
 * @param others the due rows that may leave with it.
 * @returns what to do, at most one of it a sending.
 */
export function planDeliveries(
  row: OutboxRow,
  others: readonly OutboxRow[],
  sources: DeliverySources,
): readonly Delivery[] {
  const first = planAlone(row, sources);
  if (first.do !== 'send' || first.message.payload.event === 'digest') return [first];
  if (row.heldUntil === null) return planGroup(first, others, sources);
  return [definitionOf(first.channel.kind).isGrouped ? planSummary(first, sources) : first];
}

function planGroup(first: Sending, others: readonly OutboxRow[], sources: DeliverySources): readonly Delivery[] {
  const planned = others.map((other) => planAlone(other, sources));
  const sendings = sendingsOf([first, ...planned.filter((one) => mayJoin(one, first))]);
  // The rest is picked later.
  if (sendings.length < leastInGroup) return [first];
  const messages = sendings.map(({ message }) => message);
  const nameOf = (id: string): string => sources.findMonitor(id)?.monitor.name ?? id;
  const shared = sharedFactsOf(monitorsOf(messages, sources), nameOf);
  const message = groupMessage(first.channel.id, messages, shared);
  return [...planned.filter((one) => one.do !== 'send'), together(sendings, first, message)];
}

/** Null: deleted, or about no monitor. */
function monitorsOf(messages: readonly Message[], { findMonitor }: DeliverySources) {
  return messages.map(({ payload }) =>
    isMonitorNotification(payload) ? (findMonitor(payload.monitorId)?.monitor ?? null) : null,
  );
}

/** Together with all other deferred rows that may be sent now. */
function planSummary(first: Sending, sources: DeliverySources): Sending {
  const released = sources.store.outbox.released(first.channel.id, sources.nowMs, summaryLimit);
  const planned = released.map((row) => planAlone(row, sources));
  const sendings = sendingsOf([first, ...planned.filter((one) => mayJoin(one, first))]);
  if (sendings.length === 1) return first;
  const messages = sendings.map(({ message }) => message);
  return together(sendings, first, summaryMessage(first.channel.id, messages));
}

/** A mail that some recipients have goes to the others with what went with it before. */
function mayJoin(planned: Delivery, { message }: Sending): boolean {
  if (planned.do !== 'send' || planned.message.payload.event === 'digest') return false;
  return isDeepStrictEqual(planned.message.settled, message.settled);
}

function together(sendings: readonly Sending[], first: Sending, message: Message): Sending {
  return {
    ...first,
    rows: sendings.flatMap(({ rows }) => rows),
    merges: sendings.flatMap(({ merges }) => merges),
    message,
  };
}

/** The oldest first. An unsent down alert and its recovery are planned as the same sending. */
function sendingsOf(planned: readonly Delivery[]): readonly Sending[] {
  const sendings = planned.filter((one) => one.do === 'send');
  const distinct = new Map(sendings.map((sending) => [idOf(sending), sending]));
  return Array.from(distinct.values()).sort((a, b) => idOf(a) - idOf(b));
}

function idOf({ rows }: Sending): number {
  return rows[0]?.id ?? 0;
}
