/** Words records at the edge: everything that leaves the engine through its API passes here. */
import type { AssertionResult } from '../../contract/assertion-result.ts';
import type { EngineEvent } from '../../contract/events.ts';
import { failureKindOf, type Failure } from '../../contract/failure.ts';
import type { LocationWarning, WordedLocationWarning } from '../../contract/location-warnings.ts';
import { severityOfNotice, type Notice, type WordedNotice } from '../../contract/notices.ts';
import { reasonsOfFailure } from '../../contract/reasons.ts';
import { failedAssertionOf } from '../../contract/response-reasons.ts';
import type { DeliveryAnswer } from '../../contract/delivery-answer.ts';
import type { Alert, ChannelTestResult, ChannelView, WordedAnswer } from '../../contract/model/alert.ts';
import type { Incident, IncidentDetail } from '../../contract/model/history.ts';
import type { Check, CheckDetail, MonitorSummary, Overview } from '../../contract/model/state.ts';
import type {
  WordedAssertionResult,
  WordedCheck,
  WordedCheckDetail,
  WordedFailure,
  WordedIncident,
  WordedIncidentDetail,
} from '../../contract/worded.ts';
import type { ChannelViewRecord } from '../notifications/alert-config.ts';
import { alertTitle } from '../notifications/message.ts';
import type { TestRecord } from '../notifications/queue/outbox.ts';
import type { RecordedEvent } from '../runtime/events.ts';
import type { OverviewRecord, SummaryRecord } from '../runtime/summaries.ts';
import { say, type Wording } from '../wording/wording.ts';
import type { AlertRecord } from '../store/outbox-repository.ts';

export function wordedFailure(failure: Failure, wording: Wording): WordedFailure {
  return {
    ...failure,
    kind: failureKindOf(failure),
    message: say(wording.failures, failure),
    reasons: reasonsOfFailure(failure).map((reason) => say(wording.reasons, reason)),
  };
}

export function wordedCheck(check: Check, wording: Wording): WordedCheck {
  const { failure } = check;
  return { ...check, failure: failure === null ? null : wordedFailure(failure, wording) };
}

export function wordedCheckDetail(check: CheckDetail, wording: Wording): WordedCheckDetail {
  const { failure, assertions } = check;
  return {
    ...check,
    failure: failure === null ? null : wordedFailure(failure, wording),
    assertions: assertions.map((result) => wordedAssertion(result, wording)),
  };
}

export function wordedAssertion(result: AssertionResult, wording: Wording): WordedAssertionResult {
  const [failed] = failedAssertionOf(result);
  const { note } = result;
  const passedBy = note === null ? '' : say(wording.notes, note);
  return { ...result, message: failed === undefined ? passedBy : wording.failedAssertion(failed) };
}

export function wordedIncident(incident: Incident, wording: Wording): WordedIncident {
  return { ...incident, failure: wordedFailure(incident.failure, wording) };
}

export type IncidentDetailRecord = Omit<IncidentDetail, 'alerts'> & { readonly alerts: readonly AlertRecord[] };

export function wordedIncidentDetail(detail: IncidentDetailRecord, wording: Wording): WordedIncidentDetail {
  const { failure, firstFailure, lastGood, alerts, locations } = detail;
  return {
    ...detail,
    failure: wordedFailure(failure, wording),
    firstFailure: firstFailure === null ? null : wordedCheckDetail(firstFailure, wording),
    lastGood: lastGood === null ? null : wordedCheckDetail(lastGood, wording),
    alerts: alerts.map((alert) => wordedAlert(alert, wording)),
    locations: locations.map((seen) => ({
      ...seen,
      failure: seen.failure === null ? null : wordedCheck(seen.failure, wording),
    })),
  };
}

function wordedSummary(summary: SummaryRecord, wording: Wording): MonitorSummary {
  const { reason } = summary;
  return { ...summary, reason: reason === null ? null : say(wording.reasons, reason) };
}

export function wordedOverview(overview: OverviewRecord, wording: Wording): Overview {
  return { ...overview, monitors: overview.monitors.map((summary) => wordedSummary(summary, wording)) };
}

function wordedAnswer(answer: DeliveryAnswer, wording: Wording): WordedAnswer {
  return { ...answer, answer: say(wording.answers, answer) };
}

export function wordedAlert({ payload, attempts, ...alert }: AlertRecord, wording: Wording): Alert {
  return {
    ...alert,
    title: alertTitle(payload, wording),
    attempts: attempts.map(({ answer, groupId: _, ...attempt }) => ({ ...attempt, ...wordedAnswer(answer, wording) })),
  };
}

export function wordedChannel({ health, ...channel }: ChannelViewRecord, wording: Wording): ChannelView {
  const { lastSuccessAt, lastErrorAt, lastError, failures, failingSince, trouble } = health;
  const inWords = lastError === null ? null : say(wording.answers, lastError);
  const broken = trouble === 'broken';
  const worded = { lastSuccessAt, lastErrorAt, lastError: inWords, lastErrorAnswer: lastError };
  return { ...channel, health: { ...worded, failures, failingSince, trouble, broken } };
}

export function wordedTest({ answer, ...result }: TestRecord, wording: Wording): ChannelTestResult {
  return { ...result, ...wordedAnswer(answer, wording) };
}

export function wordedWarning(warning: LocationWarning, wording: Wording): WordedLocationWarning {
  return { ...warning, message: say(wording.locationWarnings, warning) };
}

export function wordedNotice(notice: Notice, wording: Wording): WordedNotice {
  return { ...notice, severity: severityOfNotice(notice), message: say(wording.systemNotices, notice) };
}

export function wordedEvent(event: RecordedEvent, wording: Wording): EngineEvent {
  switch (event.type) {
    case 'monitor':
      return { ...event, monitor: wordedSummary(event.monitor, wording) };
    case 'incident':
      return { ...event, incident: wordedIncident(event.incident, wording) };
    case 'alert':
      return { ...event, alert: wordedAlert(event.alert, wording) };
    default:
      return event;
  }
}
