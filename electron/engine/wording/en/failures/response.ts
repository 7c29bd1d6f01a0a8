/** What a response is, and must not be, in English. */
import type { ResponseFailures } from '../../../../contract/failures/response.ts';
import { shorten } from '../../../transport/excerpt.ts';
import { say, type Words } from '../../wording.ts';
import { responseReasons } from '../assertions.ts';
import { number } from '../quantities.ts';

/** Each of the reasons stands by itself elsewhere. */
const maxLength = 500;

export const responseFailures: Words<ResponseFailures> = {
  'assertions-failed': reasonsInOneLine,
  'body-too-large': reasonsInOneLine,
  'up-unexpectedly': ({ status }) =>
    `${status === null ? 'the check passed' : `responded with status ${String(status)}`}, but expected to be down`,
};

function reasonsInOneLine({ reasons, more }: ResponseFailures['assertions-failed']): string {
  const lines = reasons.map((reason) => say(responseReasons, reason));
  return shorten([...lines, ...(more === 0 ? [] : [`and ${number(more)} more`])].join('; '), maxLength);
}
