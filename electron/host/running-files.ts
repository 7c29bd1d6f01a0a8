/**
 * How other programs on this computer find the Vigilmon that is running on a data directory: a private file says where
 * it listens, another one holds the API token. The first exists only while it runs.
 */
import { join } from 'node:path';
import type { Randomness } from '../engine/ports.ts';
import { keepPrivateFile, readPrivateFile, removeFile, writePrivateFile } from './data-directory.ts';

const runningFile = (dataDirectory: string): string => join(dataDirectory, 'running.json');
export const tokenFile = (dataDirectory: string): string => join(dataDirectory, 'token');

/** 192 bits. */
const tokenBytes = 24;

/** The API token, created on first use. */
export function keepToken(dataDirectory: string, randomness: Randomness): string {
  return keepPrivateFile(tokenFile(dataDirectory), () => makeToken(randomness)).trim();
}

export function makeToken({ bytes }: Randomness): string {
  return Buffer.from(bytes(tokenBytes)).toString('base64url');
}

/** Null: none has been created yet. */
export function readToken(dataDirectory: string): string | null {
  const token = readPrivateFile(tokenFile(dataDirectory))?.trim() ?? '';
  return token === '' ? null : token;
}

export function writeToken(dataDirectory: string, token: string): void {
  writePrivateFile(tokenFile(dataDirectory), token);
}

export interface Running {
  readonly url: string;
  readonly pid: number;
  readonly hasApi: boolean;
}

/** @returns what removes the file. */
export function announceRunning(dataDirectory: string, { url, hasApi }: Omit<Running, 'pid'>): () => void {
  const file = runningFile(dataDirectory);
  writePrivateFile(file, `${JSON.stringify({ url, pid: process.pid, hasApi })}\n`);
  return () => removeFile(file);
}

/** The file's contents, whether still true or not; null: no file, or not one of ours. */
export function readRunning(dataDirectory: string): Running | null {
  const text = readPrivateFile(runningFile(dataDirectory));
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isRunning(value) ? value : null;
  } catch {
    return null; // damaged: as if there were none
  }
}

function isRunning(value: unknown): value is Running {
  if (typeof value !== 'object' || value === null) return false;
  if (!('url' in value) || !('pid' in value) || !('hasApi' in value)) return false;
  const isPid = Number.isSafeInteger(value.pid) && Number(value.pid) > 0;
  return typeof value.url === 'string' && isPid && typeof value.hasApi === 'boolean';
}
