/** A tunnel by CONNECT (RFC 9110, section 9.3.6). The proxy resolves the name. */
import type { Socket } from 'node:net';
import { authority } from '../../contract/monitors/address.ts';
import { faultOf } from './proxy-fault.ts';
import { receive, silent, type Credentials, type TunnelOptions } from './proxy-tunnel.ts';

/** The value of `Proxy-Authorization`; null: no login. */
export function proxyAuthorization(credentials: Credentials | null): string | null {
  if (credentials === null) return null;
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
}

export async function connectMethod(
  socket: Socket,
  { host, port, credentials, context }: TunnelOptions,
): Promise<void> {
  const target = authority(host, port);
  const lines = [`CONNECT ${target} HTTP/1.1`, `Host: ${target}`];
  const login = proxyAuthorization(credentials);
  if (login !== null) lines.push(`Proxy-Authorization: ${login}`);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const head = await receive(socket, context, (bytes) => {
    const end = bytes.indexOf('\r\n\r\n');
    return end < 0 ? null : { value: bytes.toString('latin1', 0, end), length: end + 4 };
  });
  const [, code] = /^HTTP\/1\.[01] (\d{3})/u.exec(head) ?? [];
  if (code === undefined) throw silent('unintelligible', '0');
  const status = Number(code);
  if (status >= 200 && status < 300) return;
  const { why, detail } = faultOf(status, headersIn(head));
  throw silent(why, detail);
}

/** By lower-case name, as far as they can be read. */
function headersIn(head: string): Readonly<Record<string, string>> {
  const lines = head.split('\r\n').slice(1);
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^([^\s:]+):\s*(.*?)\s*$/u.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value]];
    }),
  );
}
