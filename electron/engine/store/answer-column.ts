/** The outcome of a delivery as a JSON column. An unknown code is shown as it is stored. */
import { isDeliveryAnswer, said, type DeliveryAnswer } from '../../contract/delivery-answer.ts';
import { fromJson } from './json-column.ts';

export function answerToColumn(answer: DeliveryAnswer): string {
  return JSON.stringify(answer);
}

export function answerFrom(column: string): DeliveryAnswer {
  const answer = fromJson<unknown>(column);
  return isDeliveryAnswer(answer) ? answer : said(column);
}
