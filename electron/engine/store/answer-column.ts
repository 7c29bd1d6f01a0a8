/** What came of a delivery, as JSON in a column. A code that this version does not know is shown as it stands. */
import { isDeliveryAnswer, said, type DeliveryAnswer } from '../../contract/delivery-answer.ts';
import { fromJson } from './json-column.ts';

export function answerToColumn(answer: DeliveryAnswer): string {
  return JSON.stringify(answer);
}

export function answerFrom(column: string): DeliveryAnswer {
  const answer = fromJson<unknown>(column);
  return isDeliveryAnswer(answer) ? answer : said(column);
}
