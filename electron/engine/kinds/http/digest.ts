/** Digest authentication (RFC 7616): the answer to the challenge of a 401, with MD5, SHA-256 or SHA-512-256. */
import { createHash, randomBytes } from 'node:crypto';

interface DigestLogin {
  readonly username: string;
  readonly password: string;
}

interface DigestRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** The nonce of the client; random where it is absent. */
  readonly cnonce?: string;
}

type Challenge = Readonly<Record<string, string>>;

/** Strongest first. */
const hashes: ReadonlyMap<string, string> = new Map([
  ['SHA-512-256', 'sha512-256'],
  ['SHA-256', 'sha256'],
  ['MD5', 'md5'],
]);

/**
 * The value of the `Authorization` header.
 * @param header `WWW-Authenticate`; several may be joined with commas.
 * @returns null: no digest is demanded. `unsupported`: only algorithms that are not known here.
 */
export function digestAnswer(
  header: string,
  login: DigestLogin,
  request: DigestRequest,
): { readonly authorization: string } | { readonly unsupported: string } | null {
  const challenges = challengesIn(header);
  if (challenges.length === 0) return null;
  for (const [name, hash] of hashes) {
    const challenge = challenges.find((one) => algorithmOf(one).name === name);
    if (challenge !== undefined) return { authorization: answerTo({ challenge, hash, login }, request) };
  }
  return { unsupported: challenges.map((one) => algorithmOf(one).name).join(', ') };
}

function algorithmOf({ algorithm = 'MD5' }: Challenge): { readonly name: string; readonly isSession: boolean } {
  const upper = algorithm.toUpperCase();
  return { name: upper.replace(/-SESS$/u, ''), isSession: upper.endsWith('-SESS') };
}

interface Answering {
  readonly challenge: Challenge;
  readonly hash: string;
  readonly login: DigestLogin;
}

function answerTo({ challenge, hash, login: { username, password } }: Answering, request: DigestRequest): string {
  const { realm = '', nonce = '', opaque, qop, algorithm } = challenge;
  const { isSession } = algorithmOf(challenge);
  const digest = (...parts: readonly string[]): string => createHash(hash).update(parts.join(':')).digest('hex');
  const cnonce = request.cnonce ?? randomBytes(16).toString('hex');
  const ofLogin = digest(username, realm, password);
  const first = isSession ? digest(ofLogin, nonce, cnonce) : ofLogin;
  const second = digest(request.method, request.path);
  const hasQop = qop?.split(',').some((one) => one.trim() === 'auth') === true;
  const response = hasQop ? digest(first, nonce, count, cnonce, 'auth', second) : digest(first, nonce, second);
  const quoted = { username, realm, nonce, uri: request.path, response, ...(opaque === undefined ? {} : { opaque }) };
  const parts = [
    ...Object.entries(quoted).map(([name, value]) => `${name}="${value.replace(/["\\]/gu, '\\$&')}"`),
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(hasQop ? ['qop=auth', `nc=${count}`] : []),
    ...(hasQop || isSession ? [`cnonce="${cnonce}"`] : []),
  ];
  return `Digest ${parts.join(', ')}`;
}

/** Each nonce is used once. */
const count = '00000001';

/** A scheme is a word before a parameter, or alone. */
const scheme = /(?:^|,)\s*([A-Za-z][\w-]*)(?=\s+[\w-]+\s*=|\s*(?:,|$))/gu;
const parameter = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/gu;

function challengesIn(header: string): readonly Challenge[] {
  const schemes = Array.from(header.matchAll(scheme));
  return schemes.flatMap(({ 0: whole, 1: name = '', index }, place) => {
    if (name.toLowerCase() !== 'digest') return [];
    const text = header.slice(index + whole.length, schemes[place + 1]?.index);
    const found = Array.from(text.matchAll(parameter), ([, key = '', quoted, plain = '']): [string, string] => [
      key.toLowerCase(),
      quoted?.replace(/\\(.)/gu, '$1') ?? plain,
    ]);
    return [Object.fromEntries(found)];
  });
}
