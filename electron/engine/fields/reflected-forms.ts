/** The texts by which a server may reflect a secret: the secret itself, and the parts of it that are secrets by themselves. */
import type { Field, FieldOf } from '../../contract/fields/field.ts';
import { parseUrl } from '../../contract/parse-url.ts';
import { isSecretHeader } from './secret-header.ts';
import { unescaped } from './text-formats.ts';

/** A shorter part of a URL or a body may be any word. */
const shortestPart = 8;
/** A shorter body or the like is no secret as a whole: `{}`, `PING`. */
const shortestText = 16;

/** @param path the field: `headers.Authorization`. */
export function reflectedForms(secret: string, path: string, field: Field): readonly string[] {
  switch (field.type) {
    case 'token':
      return [];
    case 'text':
      return formsOfText(secret, field);
    default:
      return [secret, ...credentialOf(secret, path), ...partsOfUrl(secret)];
  }
}

/** `Authorization: Bearer abc`: the credential without its scheme. */
function credentialOf(secret: string, path: string): readonly string[] {
  const credential = /authorization$/i.test(path) ? /^\S+ +(\S.*)$/.exec(secret)?.[1] : undefined;
  return credential === undefined ? [] : [credential];
}

/** A server reflects the requested path, and its last part, which is often the secret itself. */
function partsOfUrl(secret: string): readonly string[] {
  const url = /^https?:\/\//i.test(secret) ? parseUrl(secret) : null;
  if (url === null) return [];
  const { pathname, search } = url;
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  return [pathname + search, pathname, last].filter((part) => part.length >= shortestPart);
}

function formsOfText(text: string, { format }: FieldOf<'text'>): readonly string[] {
  const sent = format === 'escaped' ? unescaped(text).toString().trim() : text;
  const whole = [text, sent].filter((form) => form.length >= shortestText);
  return [...whole, ...secretFields(sent).filter((value) => value.length >= shortestPart)];
}

/** The values of fields whose names suggest secrets, in JSON and in forms. */
function secretFields(body: string): readonly string[] {
  const found: string[] = [];
  const visit = (name: string, value: unknown): void => {
    if (typeof value === 'string' && isSecretHeader(name)) found.push(value);
    if (typeof value === 'object' && value !== null) Object.entries(value).forEach(([key, inner]) => visit(key, inner));
  };
  try {
    visit('', JSON.parse(body));
  } catch {
    // Not JSON: a form, or text without fields.
    if (!/\s/.test(body)) for (const [name, value] of new URLSearchParams(body)) visit(name, value);
  }
  return found;
}
