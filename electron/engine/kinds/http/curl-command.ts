/**
 * The request of a monitor as a command that curl carries out: the same method, headers, body, login and connection.
 * Secrets are variables, to be set by whoever runs it; certificates are files of usual names.
 */
import { http } from '../../../contract/monitors/http.ts';
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import type { Secret } from '../../../contract/model/secret.ts';
import { isForAnyOrigin } from './redirect.ts';
import { contentTypeOf } from './request.ts';
import { hidden, mapSecrets } from '../../fields/secrets.ts';
import { shellWord, type ShellPart } from './shell-word.ts';

/** Options with their arguments. */
type Words = readonly string[];

const bearer = 'Bearer';

export function curlCommand(given: HttpMonitor): string {
  const monitor = mapSecrets(http.fields, given, hidden);
  const lines: readonly Words[] = [
    ['curl', '-i', '--compressed'],
    ...methodOf(monitor),
    ...headersOf(monitor),
    ...bodyOf(monitor),
    ...loginOf(monitor),
    ...redirectsOf(monitor),
    ['--max-time', String(monitor.timeout / 1_000)],
    ...connectionOf(monitor),
    ...proxyOf(monitor),
    ...targetOf(monitor),
  ];
  return lines.map((words) => words.join(' ')).join(' \\\n  ');
}

function methodOf({ method, body }: HttpMonitor): readonly Words[] {
  if (method === 'HEAD') return [['--head']];
  const usual = body === null ? 'GET' : 'POST';
  return method === usual ? [] : [['-X', method]];
}

function headersOf({ headers, body }: HttpMonitor): readonly Words[] {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const isTyped = body === null || names.includes('content-type');
  return [
    ...Object.entries(headers).map(([name, value]) => ['-H', givenHeader(name, value)]),
    ...(isTyped ? [] : [['-H', headerWord('Content-Type', contentTypeOf(body))]]),
  ];
}

/** A colon without a value would remove the header. */
function givenHeader(name: string, value: Secret): string {
  if (value === '') return shellWord(`${name};`);
  return headerWord(name, typeof value === 'string' ? value : { variable: variableOf(`HEADER_${name}`) });
}

function headerWord(name: string, ...[first, ...rest]: readonly [ShellPart, ...ShellPart[]]): string {
  return typeof first === 'string' ? shellWord(`${name}: ${first}`, ...rest) : shellWord(`${name}: `, first);
}

function bodyOf({ body }: HttpMonitor): readonly Words[] {
  return body === null ? [] : [['--data-raw', shellWord(body)]];
}

function loginOf({ auth }: HttpMonitor): readonly Words[] {
  switch (auth?.type) {
    case 'basic':
      return [['-u', userWord(auth.username, 'PASSWORD')]];
    case 'digest':
      return [['--digest', '-u', userWord(auth.username, 'PASSWORD')]];
    case 'bearer':
      return [['-H', headerWord('Authorization', `${bearer} `, { variable: 'TOKEN' })]];
    case undefined:
      return [];
  }
}

function userWord(username: string, variable: string): string {
  return shellWord(`${username}:`, { variable });
}

function redirectsOf(monitor: HttpMonitor): readonly Words[] {
  const isFollowed = monitor.followRedirects && !wouldTellOthers(monitor);
  return isFollowed ? [['-L', '--max-redirs', String(monitor.maxRedirects)]] : [];
}

/** curl keeps these from other hosts by itself; it sends them all other headers that are given (curl.1, `--header`). */
const keptByCurl = new Set(['authorization', 'cookie', 'host']);

/** Whether curl would send another host what the check does not: see redirect.ts. */
function wouldTellOthers({ headers, body, clientCertificate }: HttpMonitor): boolean {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  return (
    body !== null || clientCertificate !== null || names.some((name) => !isForAnyOrigin(name) && !keptByCurl.has(name))
  );
}

function connectionOf(monitor: HttpMonitor): readonly Words[] {
  const { ipFamily, ignoreTlsErrors, clientCertificate: client, trustedCertificates } = monitor;
  return [
    ...(ipFamily === 'auto' ? [] : [[`-${String(ipFamily)}`]]),
    ...(ignoreTlsErrors ? [['-k']] : []),
    ...(client === null ? [] : [['--cert', 'client.pem', '--key', 'client.key']]),
    ...(client === null || client.passphrase === null ? [] : [['--pass', shellWord({ variable: 'KEY_PASSPHRASE' })]]),
    ...(trustedCertificates === null ? [] : [['--cacert', 'authorities.pem']]),
  ];
}

/** `system` is what curl does by itself. Names are looked up by the proxy. */
function proxyOf({ proxy, proxyLogin }: HttpMonitor): readonly Words[] {
  if (proxy === null || proxy === 'system') return [];
  return [
    ['--proxy', shellWord(proxy.replace(/^socks5:/, 'socks5h:'))],
    ...(proxyLogin === null ? [] : [['--proxy-user', userWord(proxyLogin.username, 'PROXY_PASSWORD')]]),
  ];
}

/** With another server name, that name is in the URL and the connection goes to the host. */
function targetOf({ url, serverName }: HttpMonitor): readonly Words[] {
  const target = new URL(url);
  if (serverName === null || target.protocol !== 'https:')
    return [[globOff(target.href), shellWord(target.href)]].map(withoutEmpty);
  const { host, hostname } = target;
  const port = target.port === '' ? '443' : target.port;
  target.hostname = serverName;
  return [
    ['--connect-to', shellWord(`${serverName}:${port}:${hostname}:${port}`)],
    ['-H', headerWord('Host', host)],
    [globOff(target.href), shellWord(target.href)],
  ].map(withoutEmpty);
}

/** Otherwise curl makes several URLs of brackets and braces. */
function globOff(url: string): string {
  return /[[\]{}]/.test(url) ? '--globoff' : '';
}

function withoutEmpty(words: Words): Words {
  return words.filter((word) => word !== '');
}

function variableOf(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}
