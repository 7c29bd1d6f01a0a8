/** From the monitor's request to the answer that counts: each hop on a connection of its own. */
import type { Body } from './body.ts';
import { openConnection, type ProbeContext } from './connection.ts';
import { exchange, type Answer } from './exchange.ts';
import { redactorFor } from '../../transport/redaction.ts';
import { isRedirect, nextRequest } from './redirect.ts';
import type { ProbeRequest } from './request.ts';

export interface Arrival extends Answer {
  readonly body: Body;
  /** Where redirects led; null: there were none. */
  readonly redirectedTo: URL | null;
}

/** A body is read up to here. */
const maxBodyBytes = 1_048_576;

/** @param isCredential whether a header (by lower-case name) is for the first origin's eyes alone. */
export async function follow(
  first: ProbeRequest,
  context: ProbeContext,
  isCredential: (header: string) => boolean,
): Promise<Arrival> {
  const { followRedirects } = context.monitor;
  const rules = { isCredential, redact: redactorFor(context.monitor) };
  const wantsBody = (status: number, headers: Answer['headers']): boolean =>
    !followRedirects || !isRedirect(status, headers);
  const asked = [first];
  for (let request = first; ;) {
    const socket = await openConnection(request.url, context);
    const answer = await exchange(socket, request, { context, maxBodyBytes, wantsBody });
    const { body } = answer;
    if (body !== null) return { ...answer, body, redirectedTo: asked.length > 1 ? request.url : null };
    request = nextRequest(asked, answer, rules);
    asked.push(request);
  }
}
