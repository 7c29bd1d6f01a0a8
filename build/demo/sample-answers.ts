/**
 * The sample service's responses: the same documents every time, healthy or not. Without dates, since they represent
 * months of responses.
 */

/** Possible faults of an endpoint. `timeout` and `reset` send no response at all. */
export const faults = [
  'database',
  'payments',
  'bad-gateway',
  'internal',
  'maintenance',
  'not-found',
  'unauthorized',
  'wrong-page',
  'empty-search',
  'reset',
  'timeout',
] as const;
export type ProbeError = (typeof faults)[number];

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Null: it closes the connection, or never responds. */
export function answerTo(path: string, fault: ProbeError | null): Answer | null {
  return fault === null ? wellAnswer(path) : illAnswer(fault);
}

function wellAnswer(path: string): Answer {
  if (path.endsWith('/health')) return json(200, health({}));
  if (path.includes('openid-configuration')) return json(200, openId);
  if (path.startsWith('/search')) return json(200, { hits: 42, tookMs: 17, query: 'desk lamp' });
  if (path.startsWith('/cdn/')) return edge;
  if (path.startsWith('/partner/')) return json(200, { pong: true, version: '2.8.1' });
  return page(200, titles[path] ?? 'Welcome', path === '/storefront' ? '<button>Add to basket</button>' : '');
}

const titles: Readonly<Record<string, string>> = {
  '/storefront': 'Desk lamps',
  '/docs/': 'Documentation',
  '/portal': 'Customer portal',
};

function illAnswer(fault: ProbeError): Answer | null {
  switch (fault) {
    case 'database':
      return json(503, health({ database: 'error: db.example.com:5432 refused the connection' }));
    case 'payments':
      return json(503, health({ payments: 'error: the payment provider answered 504 after 3 attempts' }));
    case 'internal':
      return json(500, { error: 'internal server error', requestId: 'c2a9-7716' });
    case 'unauthorized':
      return json(401, { error: 'token expired' });
    case 'empty-search':
      return json(200, { hits: 0, tookMs: 2, query: 'desk lamp' });
    case 'bad-gateway':
      return page(502, '502 Bad Gateway');
    case 'maintenance':
      return page(503, 'Back in a few minutes');
    case 'not-found':
      return page(404, 'Not found');
    case 'wrong-page':
      return page(200, 'Something went wrong');
    case 'reset':
    case 'timeout':
      return null;
  }
}

function health(ill: Readonly<Record<string, string>>): object {
  const checks = { database: 'ok', cache: 'ok', ...ill };
  return { status: Object.keys(ill).length === 0 ? 'ok' : 'error', checks, latency_ms: 1.8 };
}

const openId = {
  issuer: 'https://auth.example.com/',
  token_endpoint: 'https://auth.example.com/token',
  jwks_uri: 'https://auth.example.com/keys',
};

const edge: Answer = {
  status: 200,
  headers: { 'content-type': 'text/plain', 'cache-control': 'public, max-age=86400', age: '3127', 'x-cache': 'HIT' },
  body: 'edge ok\n',
};

function json(status: number, value: object): Answer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: `${JSON.stringify(value)}\n` };
}

function page(status: number, title: string, content = ''): Answer {
  const body = `<!doctype html>\n<title>${title}</title>\n<h1>${title}</h1>\n${content}\n`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
