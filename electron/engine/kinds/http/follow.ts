/** Sends the monitor's request and follows redirects to the final response, each hop on its own connection. */
import type { Body } from './body.ts';
import { onlyHttp1, openConnection, usualProtocols, type ProbeContext } from './connection.ts';
import { newCookieJar, type CookieJar } from './cookie-jar.ts';
import { exchange, type ExchangeOptions, type HttpResponse } from './exchange.ts';
import { Http1Required } from './http2.ts';
import { redactorFor } from '../../transport/redaction.ts';
import { demandsLogin, withLogin } from './log-in.ts';
import { isRedirect, nextRequest } from './redirect.ts';
import type { ProbeRequest } from './request.ts';

export interface FinalResponse extends HttpResponse {
  readonly body: Body;
  /** Where redirects led; null: no redirects. */
  readonly redirectedTo: URL | null;
}

/** Limit of a body. */
const maxBodyBytes = 1_048_576;

export async function follow(
  first: ProbeRequest,
  context: ProbeContext,
  isDecided: ExchangeOptions['isDecided'],
): Promise<FinalResponse> {
  const { monitor } = context;
  const { followRedirects, maxRedirects } = monitor;
  const redact = redactorFor(monitor);
  const wantsBody = (status: number, headers: HttpResponse['headers']): boolean =>
    !followRedirects || !isRedirect(status, headers);
  const sent = [first];
  let jar: CookieJar | null = null;
  for (let request = first; ;) {
    const response = await respond(request, { context, maxBodyBytes, wantsBody, isDecided });
    const { body } = response;
    if (demandsLogin(monitor, response.status, response.headers)) {
      const authorized = withLogin(request, response, context);
      if (authorized !== null) {
        request = authorized;
        sent[sent.length - 1] = authorized;
        continue;
      }
    }
    if (body !== null) return { ...response, body, redirectedTo: sent.length > 1 ? request.url : null };
    const setCookie = response.headers['set-cookie'];
    if (setCookie !== undefined) (jar ??= newCookieJar()).keep(setCookie, request.url, context.clock.now());
    request = nextRequest(sent, { response, maxRedirects, redact, cookieFor: (url) => jar?.headerFor(url) ?? null });
    sent.push(request);
  }
}

interface ProbeExchange extends ExchangeOptions {
  readonly context: ProbeContext;
}

/** A server that asks for HTTP/1.1 gets it, on another connection. */
async function respond(request: ProbeRequest, options: ProbeExchange): Promise<HttpResponse> {
  try {
    return await exchangeBy(usualProtocols, request, options);
  } catch (error) {
    if (!(error instanceof Http1Required)) throw error;
    return await exchangeBy(onlyHttp1, request, options);
  }
}

async function exchangeBy(
  protocols: readonly string[],
  request: ProbeRequest,
  options: ProbeExchange,
): Promise<HttpResponse> {
  const { socket, forward } = await openConnection(request.url, options.context, protocols);
  return exchange(socket, request, { ...options, forward });
}
