/** Jobs for `vigilmon run`, and who takes their pings, or does not. */
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { freePort } from './ports.ts';
import { tempDirectory } from './temp-directory.ts';

export const token = 'backup-token-0123456789';

/** On a busy computer a ping arrives after the job's end, by way of the spool. */
export const late = { timeout: 25_000 };

/** A job of a few lines of JavaScript. */
export const job = (code: string): readonly string[] => ['--', process.execPath, '-e', code];

/** For `beforeEach`: a command that names no directory for its data finds an empty one. */
export function withOwnDataHome(): void {
  process.env['XDG_DATA_HOME'] = tempDirectory(onTestFinished);
}

interface Ping {
  readonly path: string;
  readonly body: string;
}

/** A listener of pings that is no Vigilmon. */
export async function otherListener(
  status: number,
): Promise<{ readonly target: string; readonly asked: readonly Ping[] }> {
  const asked: Ping[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ path: request.url ?? '', body });
      response.writeHead(status).end('as you say');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { target: targetAt((server.address() as AddressInfo).port), asked };
}

/** Where nobody listens. */
export async function nobody(): Promise<string> {
  return targetAt(await freePort());
}

export const targetAt = (port: number): string => `http://127.0.0.1:${String(port)}/ping/${token}`;

export function spooled(data: string): readonly Ping[] {
  const directory = join(data, 'spool');
  if (!existsSync(directory)) return [];
  const texts = readdirSync(directory)
    .sort()
    .map((name) => readFileSync(join(directory, name), 'utf8'));
  return texts.map((each) => JSON.parse(each) as Ping);
}
