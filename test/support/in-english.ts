/** What a failure, a check or a reason says in English, for tests of what is said. */
import type { DeliveryAnswer } from '../../electron/contract/delivery-answer.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Reason } from '../../electron/contract/reasons.ts';
import type { CheckDetail } from '../../electron/contract/model/state.ts';
import type { WordedCheckDetail, WordedFailure } from '../../electron/contract/worded.ts';
import { wordedCheckDetail, wordedFailure } from '../../electron/engine/api/worded.ts';
import { en } from '../../electron/engine/wording/en.ts';
import { say } from '../../electron/engine/wording/wording.ts';

export function failureInEnglish(failure: Failure): WordedFailure {
  return wordedFailure(failure, en);
}

export function checkInEnglish(check: CheckDetail): WordedCheckDetail {
  return wordedCheckDetail(check, en);
}

export function answerInEnglish(answer: DeliveryAnswer): string {
  return say(en.answers, answer);
}

export function reasonInEnglish(reason: Reason): string {
  return say(en.reasons, reason);
}

/** A reason, or a failure, in words of the test's own. */
export function prose(text: string): Extract<Reason, { code: 'prose' }> {
  return { code: 'prose', facts: { text } };
}
