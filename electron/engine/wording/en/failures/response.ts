/** What a response is, and must not be, in English. */
import type { ResponseFailures } from '../../../../contract/failures/response.ts';
import { shorten } from '../../../transport/excerpt.ts';
import { say, type Words } from '../../wording.ts';
import { responseReasonsIn } from '../assertions.ts';
import type { Quantities } from '../quantities.ts';

/** Each of the reasons stands by itself elsewhere. */
const maxLength = 500;

export function responseFailures(quantities: Quantities): Words<ResponseFailures> {
  const responseReasons = responseReasonsIn(quantities);
  const reasonsInOneLine = ({ reasons, more }: ResponseFailures['assertions-failed']): string => {
    const lines = reasons.map((reason) => say(responseReasons, reason));
    const others = more === 0 ? [] : [`and ${quantities.number(more)} more`];
    return shorten([...lines, ...others].join('; '), maxLength);
  };
  return {
    'assertions-failed': reasonsInOneLine,
    'body-too-large': reasonsInOneLine,
    'up-unexpectedly': ({ status }) =>
      `${status === null ? 'the check passed' : `responded with status ${String(status)}`}, but expected to be down`,
  };
}
