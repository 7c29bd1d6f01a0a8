/** Real exporters and proxies as places of their own, each with an address of the loopback from which it asks. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './ports.ts';
import { startProgram } from './real-programs.ts';
import { tempDirectory } from './temp-directory.ts';

/** A blackbox_exporter, which sends the headers. @returns its URL. */
export async function startExporterAt(host: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const cwd = tempDirectory(onTestFinished);
  const http = { preferred_ip_protocol: 'ip4', headers };
  const modules = { http_2xx: { prober: 'http', http }, tcp_connect: { prober: 'tcp' } };
  // YAML has JSON in it.
  writeFileSync(join(cwd, 'blackbox.yml'), JSON.stringify({ modules }));
  const address = `${host}:${String(await freePort())}`;
  const url = `http://${address}`;
  const args = ['--config.file=blackbox.yml', `--web.listen-address=${address}`];
  await startProgram('prometheus-blackbox-exporter', args, { cwd, readyUrl: url });
  return url;
}

/** Microsocks, which asks from its own address. @returns its URL. */
export async function startSocksAt(host: string): Promise<string> {
  const port = String(await freePort());
  const args = ['-i', host, '-p', port, '-b', host];
  await startProgram('microsocks', args, { cwd: tempDirectory(onTestFinished), readyUrl: `tcp://${host}:${port}` });
  return `socks5://${host}:${port}`;
}

/** Tinyproxy, which asks from its own address. @returns its URL. */
export async function startHttpProxyAt(host: string): Promise<string> {
  const cwd = tempDirectory(onTestFinished);
  const port = String(await freePort());
  const lines = [
    `Listen ${host}`,
    `Bind ${host}`,
    `Port ${port}`,
    'MaxClients 20',
    'Timeout 60',
    'DisableViaHeader Yes',
  ];
  writeFileSync(join(cwd, 'tinyproxy.conf'), `${lines.join('\n')}\n`);
  await startProgram('tinyproxy', ['-d', '-c', 'tinyproxy.conf'], { cwd, readyUrl: `tcp://${host}:${port}` });
  return `http://${host}:${port}`;
}
