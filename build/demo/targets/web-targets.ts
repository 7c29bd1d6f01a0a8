/** What the sample service answers as the registry of a domain (RFC 9083) and as a Prometheus server. */
import type { Answer } from '../sample-answers.ts';

const day = 86_400_000;
/** Until the domain expires. */
const daysLeft = 83;
const queued = 164;

/** Null: the path belongs to the service itself. */
export function targetAnswer(path: string, nowMs: number): Answer | null {
  if (path.startsWith('/rdap/domain/')) return json(registration(nowMs));
  if (path.startsWith('/prometheus/api/v1/query')) return json(series(path.includes('shop_orders_queued'), nowMs));
  return null;
}

function json(body: object): Answer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function registration(nowMs: number): object {
  const date = (days: number): string => new Date(nowMs + days * day).toISOString();
  return {
    objectClassName: 'domain',
    ldhName: 'example.com',
    status: ['client transfer prohibited', 'client delete prohibited'],
    events: [
      { eventAction: 'registration', eventDate: date(daysLeft - 12 * 365) },
      { eventAction: 'last changed', eventDate: date(daysLeft - 365) },
      { eventAction: 'expiration', eventDate: date(daysLeft + 0.5) },
    ],
    entities: [{ roles: ['registrar'], vcardArray: ['vcard', [['fn', {}, 'text', 'Example Registrar, Inc.']]] }],
  };
}

function series(isKnown: boolean, nowMs: number): object {
  const metric = { __name__: 'shop_orders_queued', instance: 'shop-1:9100', job: 'shop' };
  const result = isKnown ? [{ metric, value: [nowMs / 1_000, String(queued)] }] : [];
  return { status: 'success', data: { resultType: 'vector', result } };
}
