/**
 * Passes on what a job writes to a pipe, without ever changing a stream that is shared with other programs: Node's own
 * streams would make them non-blocking.
 */
import { close, closeSync, write } from 'node:fs';
import { Socket } from 'node:net';
import { promisify } from 'node:util';
import { hasCode } from '../../../host/data-directory.ts';
import type { NamedPipe } from './named-pipe.ts';
import { postSentinel, type Sentinel } from './sentinel.ts';

export interface Relay {
  /** The job is running. */
  readonly begin: () => Sentinel;
  /** Resolves when all that was in the pipe has been passed on, at the latest at `untilMs` of the steady clock. */
  readonly drain: (untilMs: number) => Promise<void>;
  /** Resolves when nothing is being written. The sentinel passes on what is still in the pipe or arrives later. */
  readonly end: () => Promise<void>;
}

const chunkBytes = 65_536;
/** For a reader that another program has made non-blocking. */
const retryMs = 10;
const writeSome = promisify(write);

/** @param note is shown every byte. */
export function openRelay({ reading, spare, writing }: NamedPipe, to: number, note: (chunk: Buffer) => void): Relay {
  let sentinel: Sentinel | null = null;
  let passing = Promise.resolve();
  let arrivals = 0;
  let isEnding = false;
  const source = new Socket({
    fd: reading,
    readable: true,
    writable: false,
    onread: {
      buffer: Buffer.alloc(chunkBytes),
      callback(count, buffer) {
        arrivals += 1;
        passing = pass(Buffer.from(buffer.subarray(0, count)));
        return false; // until it has been written
      },
    },
  });
  source.on('error', () => undefined);

  async function pass(chunk: Buffer): Promise<void> {
    note(chunk);
    if (await writeAll(to, chunk)) {
      if (!isEnding) source.resume();
      return;
    }
    // The reader has gone: the job's next write fails, as it would without us.
    sentinel?.dismiss();
    source.destroy();
    close(spare);
  }

  return {
    begin() {
      closeSync(writing);
      sentinel = postSentinel({ from: spare, to });
      source.resume();
      return sentinel;
    },
    async drain(untilMs) {
      for (let seen = -1; seen !== arrivals && !source.destroyed && performance.now() < untilMs;) {
        seen = arrivals;
        await Promise.race([passing, until(untilMs)]);
        // Within two turns the event loop has looked at every pipe.
        await turn();
        await turn();
      }
    },
    end() {
      isEnding = true;
      source.pause();
      return passing;
    },
  };
}

/** @returns false if the reader has gone. */
async function writeAll(to: number, chunk: Buffer): Promise<boolean> {
  for (let at = 0; at < chunk.length;) {
    try {
      at += (await writeSome(to, chunk, at)).bytesWritten;
    } catch (error) {
      if (!hasCode(error, 'EAGAIN')) return false;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
  return true;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function until(atMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, atMs - performance.now())).unref());
}
