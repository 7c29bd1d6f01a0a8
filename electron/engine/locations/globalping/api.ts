/**
 * Globalping's two endpoints for measurements. Its limit is read from the headers of every response; once it is reached,
 * nothing is asked before the reset. A measurement is polled half a second after each response, with its ETag.
 */
import { shorten } from '../../transport/excerpt.ts';
import { afterRefusal, afterResponse, allows, spend, type RateHeaders } from '../budget.ts';
import { NoAnswer, type AskContext } from '../location.ts';
import { requestWithin, type ServiceRequest, type ServiceResponse } from '../service-request.ts';
import type { Service } from './service.ts';
import { apiError, created, measurement, type Measured } from './measurement.ts';

const pollMs = 500;
const responseMs = 10_000;
/** The service ends a measurement after about half a minute. */
const longestMs = 40_000;

/** @returns its id. */
export async function createMeasurement(service: Service, body: object, context: AskContext): Promise<string> {
  const { budgets, clock, purpose } = context;
  const { account } = service;
  const nowMs = clock.now();
  const budget = budgets.of(account, nowMs);
  if (!allows(budget, 1, { purpose, nowMs })) throw new NoAnswer('limit', null, budget.resetAt);
  budgets.change(account, spend(budget, 1, nowMs));
  const headers = { 'content-type': 'application/json' };
  const response = await request(
    service,
    'v1/measurements',
    { method: 'POST', headers, body: JSON.stringify(body) },
    context,
  );
  const known = budgets.of(account, clock.now());
  const rates = rateHeadersOf(response);
  if (response.status === 429) {
    const refused = afterRefusal(known, rates, clock.now());
    budgets.change(account, refused);
    throw new NoAnswer('limit', null, refused.resetAt);
  }
  budgets.change(account, afterResponse(known, rates, clock.now()));
  if (response.status !== 202) throw refusalOf(response);
  return parsed(created, response).id;
}

export async function pollMeasurement(service: Service, id: string, context: AskContext): Promise<readonly Measured[]> {
  const until = context.clock.now() + longestMs;
  let etag: string | null = null;
  while (context.clock.now() < until) {
    await pause(pollMs, context);
    const headers: Readonly<Record<string, string>> = etag === null ? {} : { 'if-none-match': etag };
    const response = await request(service, `v1/measurements/${id}`, { headers }, context);
    if (response.status === 304) continue;
    if (response.status !== 200) throw refusalOf(response);
    const { status, results } = parsed(measurement, response);
    if (status === 'finished') return results;
    etag = response.header('etag');
  }
  throw new NoAnswer('late');
}

type Asked = Pick<ServiceRequest, 'method' | 'headers' | 'body'>;

function request({ url, token }: Service, path: string, asked: Asked, context: AskContext): Promise<ServiceResponse> {
  const at = new URL(url);
  at.pathname = `${at.pathname.replace(/\/$/u, '')}/${path}`;
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  return requestWithin(responseMs, context, { url: at, ...asked, headers: { ...asked.headers, ...authorization } });
}

function pause(ms: number, { clock, signal }: AskContext): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      cancel();
      reject(new NoAnswer('late'));
    };
    const cancel = clock.setTimer(ms, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function rateHeadersOf({ header }: ServiceResponse): RateHeaders {
  const number = (name: string): number | null => {
    const text = header(name);
    return text !== null && /^\d{1,9}$/u.test(text) ? Number(text) : null;
  };
  return {
    limit: number('x-ratelimit-limit'),
    remaining: number('x-ratelimit-remaining'),
    resetSeconds: number('x-ratelimit-reset') ?? number('retry-after'),
  };
}

const longestMessage = 200;

function refusalOf(response: ServiceResponse): NoAnswer {
  const { status } = response;
  const said = apiError.safeParse(jsonOf(response.text));
  const message = said.success ? shorten(said.data.error.message, longestMessage) : String(status);
  if (status === 422) return new NoAnswer('no-probe', message);
  return new NoAnswer(status >= 500 || status === 429 ? 'unreachable' : 'rejected', message);
}

function parsed<T>(
  shape: { safeParse: (value: unknown) => { success: true; data: T } | { success: false } },
  { text }: ServiceResponse,
): T {
  const found = shape.safeParse(jsonOf(text));
  if (!found.success) throw new NoAnswer('unintelligible');
  return found.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // whatever is not JSON has no shape that is known
  }
}
