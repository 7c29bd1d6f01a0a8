/** Ports that programs of this user listen on. Pure. */

export interface Listening {
  readonly host: string;
  readonly port: number;
}

const listenState = '0A';

/** `/proc/net/tcp` and `tcp6`. @param uid only sockets of this user. */
export function parseProcNet(text: string, uid: number): readonly Listening[] {
  return text.split('\n').flatMap((line): readonly Listening[] => {
    const [, local = '', , state, , , , owner] = line.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    if (state !== listenState || Number(owner) !== uid) return [];
    return [{ host: hexAddress(address), port: parseInt(port, 16) }];
  });
}

/** Words of four bytes, each in the byte order of the machine, which is little-endian where Vigilmon runs. */
function hexAddress(hex: string): string {
  if (hex.length === 8) {
    const bytes = hex.match(/../g)?.reverse() ?? [];
    return bytes.map((byte) => parseInt(byte, 16)).join('.');
  }
  return /^0{32}$/.test(hex) ? '::' : /^0{24}01000000$/.test(hex) ? '::1' : hex;
}

/** `lsof -nP -a -u USER -iTCP -sTCP:LISTEN -Fn`: lines such as `n127.0.0.1:3000`, `n*:8080`, `n[::1]:5173`. */
export function parseLsof(text: string): readonly Listening[] {
  return text.split('\n').flatMap((line): readonly Listening[] => {
    const [, host, port] = /^n(\*|\[[^\]]+\]|[^:]+):(\d+)$/.exec(line) ?? [];
    if (host === undefined || port === undefined) return [];
    return [{ host: host === '*' ? '0.0.0.0' : host.replace(/[[\]]/g, ''), port: Number(port) }];
  });
}

/** As this computer reaches it. */
export function reachable({ host, port }: Listening): Listening {
  return { host: host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host, port };
}
