/** Records of any kind with a canary in every field that takes a secret, read off the definition of the kind. */
import type { Field, Fields } from '../../electron/contract/fields/field.ts';

export interface Canary {
  readonly text: string;
  /** People see it, in the record itself. */
  readonly isShown: boolean;
}

export interface Places {
  /** For fields that take a URL. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** In PEM. */
  readonly certificate: string;
}

type Row = Readonly<Record<string, unknown>>;

interface Nest {
  /** As many as the longest variant has options. */
  readonly records: readonly Row[];
  readonly canaries: readonly Canary[];
}

let count = 0;

export function canariesIn(fields: Fields, places: Places): Nest {
  const canaries: Canary[] = [];
  const make = (isShown: boolean, end = ''): string => {
    count += 1;
    const text = `canary${String(count).padStart(4, '0')}Qz7${end}`;
    canaries.push({ text, isShown });
    return text;
  };

  const turns = Object.values(fields).map((field) =>
    field.type === 'variant' ? Object.keys(field.options).length : 1,
  );
  const variants = Math.max(1, ...turns);

  /** A login of a proxy, which is an extra, goes with the proxy. */
  function valueOf(field: Field, name: string, turn: number): unknown {
    switch (field.type) {
      case 'secret':
        return field.format === 'webhook-url' ? `${places.url}/hooks/${make(false)}` : make(false, '/"&<\\%41 +end');
      case 'token':
        return make(true, 'token0123456789');
      case 'headers':
        return field.of === 'variable'
          ? { API_TOKEN: make(false, '/"&<\\%41') }
          : { 'X-Api-Key': make(false, '/"&<\\%41'), Cookie: `sid=${make(false)}` };
      case 'text':
        if (field.isSealed) return JSON.stringify({ text: make(true), password: make(true, 'hidden') });
        if (field.format === 'web-url' || field.format === 'webhook-url') return places.url;
        if (field.format === 'certificates') return field.isOptional ? null : places.certificate;
        if (field.format === 'proxy') return turn < variants ? null : places.url;
        if (field.format === 'mailbox') return 'ops@example.com';
        return field.format === 'host' || field.format === 'server' ? places.host : 'text';
      case 'integer':
        return name === 'port' ? places.port : field.least;
      case 'duration':
        return field.least;
      case 'flag':
        return false;
      case 'choice':
        return field.options.includes('POST') ? 'POST' : field.options[0];
      case 'list':
        return [valueOf(field.item, name, turn)];
      case 'assertions': {
        // Fails, and quotes what the server reflects.
        const on = field.subjects.find((subject) => subject === 'body' || subject === 'response');
        return on === undefined ? [] : [{ on, is: 'contains', value: 'absent' }];
      }
      case 'group':
        return rowOf(field.fields, turn);
      case 'variant': {
        const options = Object.entries(field.options);
        const [type, fieldsOf] = options[turn % options.length] ?? ['', {}];
        return { type, ...rowOf(fieldsOf, turn) };
      }
    }
  }

  function rowOf(row: Fields, turn: number, isLast = false): Row {
    const wanted = Object.entries(row).filter(([, field]) => isFilled(field) || (isLast && isExtra(field)));
    return Object.fromEntries(wanted.map(([name, field]) => [name, valueOf(field, name, turn)]));
  }

  const length = variants + (Object.values(fields).some(isExtra) ? 1 : 0);
  const records = Array.from({ length }, (_, turn) => rowOf(fields, turn, turn === length - 1));
  return { records, canaries };
}

const filled: ReadonlySet<Field['type']> = new Set(['text', 'secret', 'headers', 'variant', 'assertions']);

/** Filled in one record alone: what it takes has a form of its own, without which nothing is sent. */
function isExtra(field: Field): boolean {
  return field.type === 'group' && field.isOptional;
}

/** What has a default stays as it is, unless it may hold a secret or goes with one. */
function isFilled(field: Field): boolean {
  if (field.type === 'choice') return field.default === undefined || field.options.includes('POST');
  return field.default === undefined || filled.has(field.type);
}

const entities: Readonly<Record<string, string>> = {
  '"': '&quot;',
  '&': '&amp;',
  '<': '&lt;',
  '/': '&sol;',
  '%': '&percnt;',
};
const each = (text: string, spell: (character: string) => string): string => Array.from(text, spell).join('');
const hexOf = (character: string): string => character.charCodeAt(0).toString(16);

/** Ways to reflect a text of ASCII. */
export const reflections: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  (text) => each(text, (character) => `\\u00${hexOf(character)}`),
  (text) => each(text, (character) => `\\u00${hexOf(character).toUpperCase()}`),
  (text) => encodeURIComponent(text),
  (text) => each(text, (character) => `%${hexOf(character)}`),
  (text) => each(text, (character) => entities[character] ?? character),
  (text) => each(text, (character) => `&#${String(character.charCodeAt(0))};`),
  (text) => each(text, (character) => `&#x${hexOf(character)};`),
  ...[0, 1, 2].map((bytes) => (text: string) => Buffer.from(`${'.'.repeat(bytes)}${text}..`).toString('base64')),
];

/** What of a reflection is looked for: of base64 the characters that belong to the text alone. */
export function tracesOf(text: string): readonly string[] {
  const plain = reflections.slice(0, -3).map((spell) => spell(text));
  const encoded = [0, 1, 2].map((bytes) => {
    const whole = Buffer.from(`${'.'.repeat(bytes)}${text}`)
      .toString('base64')
      .replace(/=+$/, '');
    return whole.slice(Math.ceil((bytes * 8) / 6), Math.floor(((bytes + text.length) * 8) / 6));
  });
  return Array.from(new Set([...plain, ...encoded]));
}
