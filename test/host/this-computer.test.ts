import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { thisComputer } from '../../electron/host/this-computer.ts';
import { tempDirectory } from '../support/temp-directory.ts';

const computer = thisComputer();

test('the start of a large file is read, and nothing that is no plain file', async () => {
  const directory = tempDirectory(onTestFinished);
  const at = (name: string): string => join(directory, name);
  writeFileSync(at('crontab'), '0 3 * * * x\n');
  writeFileSync(at('huge'), 'y'.repeat(3 * 1024 * 1024));
  symlinkSync(at('circle'), at('circle'));
  mkdirSync(at('folder'));
  expect(await computer.readText(at('crontab'))).toBe('0 3 * * * x\n');
  expect((await computer.readText(at('huge')))?.length).toBe(1024 * 1024);
  for (const name of ['circle', 'folder', 'missing']) expect(await computer.readText(at(name))).toBeNull();
  expect(await computer.list(directory)).toEqual(['circle', 'crontab', 'folder', 'huge']);
  expect(await computer.list(at('missing'))).toEqual([]);
});

test.skipIf(process.platform === 'win32')('a named pipe that nobody writes to holds up nothing', async () => {
  const pipe = join(tempDirectory(onTestFinished), 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(await computer.readText(pipe)).toBeNull();
});

test.skipIf(process.platform !== 'linux')('a file of the kernel, whose size is 0, is read', async () => {
  expect(await computer.readText('/proc/net/tcp')).toContain('local_address');
});

test.skipIf(process.platform === 'win32')('a program that is missing or fails prints what it has', async () => {
  const program = join(tempDirectory(onTestFinished), 'program');
  writeFileSync(program, '#!/bin/sh\necho "$1 $2"; exit 3\n');
  chmodSync(program, 0o755);
  expect(await computer.ask(program, ['a', 'b c'])).toBe('a b c\n');
  expect(await computer.ask(`${program}-missing`, [])).toBe('');
});

async function listen(server: Server): Promise<number> {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('a service that drips its response is taken as TCP', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('HTTP/1.1 200 OK\r\n');
    const dripping = setInterval(() => socket.write('x: y\r\n'), 50);
    socket.on('close', () => clearInterval(dripping));
  });
  expect(await computer.probe('127.0.0.1', await listen(server))).toBe('tcp');
});

test('a port is of HTTP, of TCP alone, or closed', async () => {
  const web = await listen(createHttpServer((_request, response) => response.end()));
  const plainServer = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end('SSH-2.0-test\r\n');
  });
  const plain = await listen(plainServer);
  expect(await computer.probe('127.0.0.1', web)).toBe('http');
  expect(await computer.probe('127.0.0.1', plain)).toBe('tcp');
  const gone = createServer();
  const closed = await listen(gone);
  await new Promise((resolve) => gone.close(resolve));
  expect(await computer.probe('127.0.0.1', closed)).toBeNull();
});
