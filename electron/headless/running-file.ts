/**
 * How the command line finds the Vigilmon that runs on a data directory: a private file says where it listens, another
 * one holds the API's token. The first is there only while it runs; one that a crash left behind names a process that
 * is gone, so that the token is never sent to whatever took the port since.
 */
import { join } from 'node:path';
import { connectHttp } from '../client/http-client.ts';
import type { VigilmonClient } from '../contract/api.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import type { Randomness } from '../engine/ports.ts';
import { keepPrivateFile, readPrivateFile, removeFile, writePrivateFile } from '../host/data-directory.ts';

const runningFile = (dataDirectory: string): string => join(dataDirectory, 'running.json');
const tokenFile = (dataDirectory: string): string => join(dataDirectory, 'token');

/** 192 bits. */
const tokenBytes = 24;

/** The token of the API, made at the first start. */
export function keepToken(dataDirectory: string, { bytes }: Randomness): string {
  return keepPrivateFile(tokenFile(dataDirectory), () => Buffer.from(bytes(tokenBytes)).toString('base64url')).trim();
}

/** @returns what removes the file again. */
export function announceRunning(dataDirectory: string, url: string): () => void {
  const file = runningFile(dataDirectory);
  writePrivateFile(file, `${JSON.stringify({ url, pid: process.pid })}\n`);
  return () => removeFile(file);
}

/** Where the Vigilmon of this directory listens; null: none runs. */
export function findRunning(dataDirectory: string): string | null {
  const text = readPrivateFile(runningFile(dataDirectory));
  const running = text === null ? null : parseRunning(text);
  return running !== null && isAlive(running.pid) ? running.url : null;
}

export function connectRunning(dataDirectory: string): Result<VigilmonClient> {
  const baseUrl = findRunning(dataDirectory);
  const token = readPrivateFile(tokenFile(dataDirectory))?.trim() ?? '';
  if (baseUrl === null || token === '') {
    return fail('unavailable', `no Vigilmon is running on ${dataDirectory}: start one with vigilmon serve`);
  }
  return ok(connectHttp({ baseUrl, token }));
}

interface Running {
  readonly url: string;
  readonly pid: number;
}

function parseRunning(text: string): Running | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRunning(value) ? value : null;
  } catch {
    return null; // not ours, or damaged: as if there were none
  }
}

function isRunning(value: unknown): value is Running {
  if (typeof value !== 'object' || value === null || !('url' in value) || !('pid' in value)) return false;
  return typeof value.url === 'string' && Number.isSafeInteger(value.pid) && Number(value.pid) > 0;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, but another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
