/** Carries out what was decided about due rows (delivery.ts): defers, cancels, fails or sends them. */
import type { DeliveryAnswer } from '../../../contract/delivery-answer.ts';
import type { Incident } from '../../../contract/model/history.ts';
import type { JournaledStore } from '../../recording/journaled-store.ts';
import { paceOf } from '../channels/registry.ts';
import type { Attempts, AttemptsOptions } from './attempts.ts';
import { hasDelivered } from './channel-health.ts';
import type { ChannelRest } from './channel-rest.ts';
import type { Delivery, Sending } from './delivery.ts';
import type { Grouping } from './grouping.ts';
import { isOfOneMessage } from './outcome.ts';
import type { Pacer } from './pacer.ts';
import type { RowPicker } from './row-picker.ts';
import type { Silence } from './silence.ts';
import type { AlertRecord, OutboxRow } from '../../store/outbox-repository.ts';

export interface CarryingOutOptions extends AttemptsOptions {
  readonly store: AttemptsOptions['store'] & Pick<JournaledStore, 'incidents'>;
  /** An incident is not reported, because another one has caused it. */
  readonly onCaused: (incident: Incident) => void;
}

/** What an outcome changes for the rows after it. */
interface QueueParts {
  readonly attempts: Attempts;
  readonly grouping: Grouping;
  readonly picker: RowPicker;
  readonly rest: ChannelRest;
  readonly pacer: Pacer;
  readonly silence: Silence;
}

export function openCarryingOut(
  options: CarryingOutOptions,
  { attempts, grouping, picker, rest, pacer, silence }: QueueParts,
): (delivery: Delivery) => Promise<void> {
  const { store, onAlert } = options;
  const { outbox } = store;

  async function deliver(sending: Sending): Promise<void> {
    for (const { id } of sending.merges) onAlert(outbox.setStatus(id, 'merged'));
    const result = await attempts.make(sending, pacer.begin(paceOf(sending.channel)));
    if (result === null || hasDelivered(result)) picker.noteAccepted();
    if (result !== null && result.outcome !== 'accepted') picker.noteFailed(sending.rows.map(({ id }) => id));
    if (result !== null && hasDelivered(result)) grouping.noteAccepted(sending);
    if (result !== null && isOfOneMessage(result)) grouping.noteRejected(sending);
    if (result !== null) {
      rest.after(result);
      silence.after(result);
    }
    attempts.write();
  }

  return async (delivery) => {
    switch (delivery.do) {
      case 'hold':
        for (const { id } of delivery.rows) onAlert(outbox.hold(id, delivery.untilMs));
        picker.refresh();
        return;
      case 'cancel':
        cancel(delivery.rows, delivery.causedBy ?? null, options);
        return;
      case 'fail':
        onAlert(failUnsent(delivery.row, delivery.answer, options));
        return;
      case 'send':
        return deliver(delivery);
    }
  };
}

/** A cancelled alert is queued again once nothing explains its incident: the mark is committed with it. */
function cancel(
  rows: readonly OutboxRow[],
  causedBy: Incident | null,
  { store, onAlert, onCaused }: CarryingOutOptions,
): void {
  const { alerts, marked } = store.transaction(() => ({
    alerts: rows.map(({ id }) => store.outbox.setStatus(id, 'cancelled')),
    marked:
      causedBy === null
        ? []
        : rows.flatMap(({ incidentId }) =>
            incidentId === null ? [] : [store.incidents.setCause(incidentId, causedBy.id)],
          ),
  }));
  for (const alert of alerts) onAlert(alert);
  for (const incident of marked) onCaused(incident);
}

function failUnsent(
  { id }: OutboxRow,
  answer: DeliveryAnswer,
  { store, clock }: Pick<CarryingOutOptions, 'store' | 'clock'>,
): AlertRecord {
  const attempt = { at: clock.now(), tookMs: 0, accepted: false, answer };
  return store.outbox.recordAttempt(id, attempt, { status: 'failed', nextAttemptAt: null });
}
