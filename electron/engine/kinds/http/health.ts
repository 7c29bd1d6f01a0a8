/**
 * Reads the usual formats of a health response, so that an alert names the unhealthy part: a `status`, and the parts under
 * `checks`, `components`, `details`, `entries` or `results`, as in Spring Actuator, ASP.NET, MicroProfile, health+json
 * (draft-inadarei-api-health-check) and Terminus; a plain list of parts (Django); the problem of problem+json (RFC 9457);
 * and the lines of Kubernetes' `/readyz?verbose`.
 */
import type { Json } from '../../../contract/model/monitor.ts';
import type { UnhealthyPart } from '../../../contract/response-reasons.ts';
import { isList } from '../../assertions/operators.ts';
import { isBad, isGood } from './health-words.ts';
import { plain } from '../../transport/shown-value.ts';

type JsonObject = Readonly<Record<string, Json>>;
type Redact = (text: string) => string;

const maxParts = 20;
const maxNameLength = 100;
const maxDetailLength = 200;
/** Characters of a text that are searched for lines. */
const maxLinesLength = 65_536;
/** Spring nests components within components. */
const maxNesting = 4;

const containers = ['checks', 'components', 'entries', 'details', 'results'] as const;
/** Fields that name a part in a list. */
const nameFields = ['name', 'key', 'component', 'componentId', 'id'] as const;
const statusFields = ['status', 'state', 'healthy', 'ok', 'up'] as const;
/** Fields that say why a part is unhealthy; in the part, or in its `details` or `data`. */
const reasonFields = ['message', 'error', 'output', 'description', 'reason', 'exception'] as const;

/** The unhealthy parts in document order, each name once; none if it is not a health response. */
export function unhealthyParts(document: Json, redact: Redact): readonly UnhealthyPart[] {
  if (!isObject(document)) return [];
  if (statusOf(document) !== null) return shownParts(partsOf(document, '', maxNesting), redact);
  return shownParts([...problemOf(document), ...plainParts(document)], redact);
}

/** `[-]etcd failed: reason withheld`, next to `[+]ping ok`. */
const verboseLine = /^\[-\]([^\s:]+):?[ \t]+(.*)$/gm;

/** The parts in a text that is not JSON. */
export function unhealthyLines(text: string, redact: Redact): readonly UnhealthyPart[] {
  if (!/^\[[+-]\]/.test(text)) return [];
  const found = Array.from(text.slice(0, maxLinesLength).matchAll(verboseLine));
  return shownParts(
    found.map(([, name = '', detail = '']) => ({ name, detail: detail.trim() })),
    redact,
  );
}

function shownParts(found: readonly UnhealthyPart[], redact: Redact): readonly UnhealthyPart[] {
  const parts = new Map<string, UnhealthyPart>();
  for (const part of found) {
    if (parts.size === maxParts) break;
    const name = plain(part.name, redact, maxNameLength);
    if (!parts.has(name)) parts.set(name, { name, detail: plain(part.detail, redact, maxDetailLength) });
  }
  return Array.from(parts.values());
}

/** RFC 9457, section 3.1: `status` is the number of the HTTP status. */
function problemOf({ title, status, detail }: JsonObject): readonly UnhealthyPart[] {
  if (typeof title !== 'string' || typeof status !== 'number' || status < 400) return [];
  return typeof detail === 'string' && detail !== '' ? [{ name: title, detail }] : [];
}

/** Django health-check: every field is a part, and every text says how it is. */
function plainParts(document: JsonObject): readonly UnhealthyPart[] {
  const fields = Object.entries(document);
  const parts = fields.flatMap(([name, detail]) => (typeof detail === 'string' ? [{ name, detail }] : []));
  const isHealth = parts.length === fields.length && parts.every(({ detail }) => isBad(detail) || isGood(detail));
  const isAnswer = parts.some(({ name }) => reasonFields.some((field) => field === name.toLowerCase()));
  return isHealth && !isAnswer ? parts.filter(({ detail }) => isBad(detail)) : [];
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
  if (!isObject(part)) return saysBad(part) ? [{ name, detail: part === false ? 'false' : String(part) }] : [];
  const inner = partsOf(part, name, nesting - 1);
  const status = statusOf(part);
  if (inner.length > 0 || status === null || !saysBad(status)) return inner;
  const reason = reasonOf(part);
  return [{ name, detail: reason === null ? String(status) : `${String(status)}: ${reason}` }];
}

/** Numbers are measurements, and say nothing. */
function saysBad(status: Json): boolean {
  return typeof status === 'boolean' ? !status : typeof status === 'string' && isBad(status);
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
