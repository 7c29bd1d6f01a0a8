/**
 * Reads the usual formats of a JSON health response, so that an alert names the unhealthy part: a `status`, and the parts
 * under `checks`, `components`, `details` or `entries`. Used by Spring Actuator, ASP.NET, MicroProfile, health+json
 * (draft-inadarei-api-health-check), Terminus, and plain `{ "database": "error: ..." }`.
 */
import type { Json } from '../../../contract/model/monitor.ts';
import type { UnhealthyPart } from '../../../contract/response-reasons.ts';
import { isList } from '../../assertions/operators.ts';
import { plain } from '../../transport/shown-value.ts';

type JsonObject = Readonly<Record<string, Json>>;
type Redact = (text: string) => string;

const maxParts = 20;
const maxNameLength = 100;
const maxDetailLength = 200;
/** Spring nests components within components. */
const maxNesting = 4;

const containers = ['checks', 'components', 'entries', 'details'] as const;
/** Fields that name a part in a list. */
const nameFields = ['name', 'key', 'component', 'componentId', 'id'] as const;
const statusFields = ['status', 'state', 'healthy', 'ok', 'up'] as const;
/** Fields that say why a part is unhealthy; in the part, or in its `details` or `data`. */
const reasonFields = ['message', 'error', 'output', 'description', 'reason', 'exception'] as const;

/** The first word of a status. */
const good =
  /^(ok|okay|up|pass(ed|ing)?|healthy|success(ful)?|succeeded|true|yes|alive|running|available|ready|green|operational|normal|online|connected|reachable|active|good|fine)$/;
/** Neither healthy nor unhealthy. */
const neutral = /^(unknown|skipped|disabled|none|n|info)$/;

/** The unhealthy parts in document order, each name once; none if it is not a health response. */
export function unhealthyParts(document: Json, redact: Redact): readonly UnhealthyPart[] {
  if (!isObject(document) || statusOf(document) === null) return [];
  const parts = new Map<string, UnhealthyPart>();
  for (const part of partsOf(document, '', maxNesting)) {
    if (parts.size === maxParts) break;
    const name = plain(part.name, redact, maxNameLength);
    if (!parts.has(name)) parts.set(name, { name, detail: plain(part.detail, redact, maxDetailLength) });
  }
  return Array.from(parts.values());
}

function partsOf(parent: JsonObject, path: string, nesting: number): readonly UnhealthyPart[] {
  if (nesting === 0) return [];
  return containers.flatMap((field) => {
    const container = parent[field];
    if (container === undefined || container === null || typeof container !== 'object') return [];
    return named(container).flatMap(([name, part]) => {
      // `details` also holds facts that are no parts: only what has a status of its own counts there.
      const isPart = isObject(part) || isList(part) || field !== 'details';
      return isPart ? unhealthyIn(part, path === '' ? name : `${path}.${name}`, nesting) : [];
    });
  });
}

/** In a list a part has its name within it; what has none is at best a list of names. */
function named(container: JsonObject | readonly Json[]): readonly (readonly [string, Json])[] {
  if (!isList(container)) return Object.entries(container);
  return container.filter(isObject).map((part, index) => [firstText(part, nameFields) ?? String(index + 1), part]);
}

function unhealthyIn(part: Json, name: string, nesting: number): readonly UnhealthyPart[] {
  // health+json: several observations of one thing.
  if (isList(part)) {
    return part.flatMap((item, index) => unhealthyIn(item, part.length > 1 ? `${name} ${index + 1}` : name, nesting));
  }
  if (!isObject(part)) return isUnhealthy(part) ? [{ name, detail: part === false ? 'false' : String(part) }] : [];
  const inner = partsOf(part, name, nesting - 1);
  const status = statusOf(part);
  if (inner.length > 0 || status === null || !isUnhealthy(status)) return inner;
  const reason = reasonOf(part);
  return [{ name, detail: reason === null ? String(status) : `${String(status)}: ${reason}` }];
}

/** Numbers are measurements, not a status. */
function isUnhealthy(status: Json): boolean {
  if (typeof status === 'boolean') return !status;
  if (typeof status !== 'string') return false;
  const word = /^[a-z]+/i.exec(status.trim())?.[0].toLowerCase() ?? '';
  return word !== '' && !good.test(word) && !neutral.test(word);
}

function statusOf(part: JsonObject): string | boolean | null {
  for (const field of statusFields) {
    const status = part[field];
    if (typeof status === 'string' || typeof status === 'boolean') return status;
  }
  return null;
}

function reasonOf(part: JsonObject): string | null {
  const own = firstText(part, reasonFields);
  if (own !== null) return own;
  const { details = null, data = null } = part;
  const within = [details, data].filter(isObject).map((inner) => firstText(inner, reasonFields));
  return within.find((reason) => reason !== null) ?? null;
}

function firstText(part: JsonObject, fields: readonly string[]): string | null {
  for (const field of fields) {
    const text = part[field];
    if (typeof text === 'string' && text !== '') return text;
  }
  return null;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}
