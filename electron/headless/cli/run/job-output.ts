/**
 * Where a job's output goes, and how its end is kept. A file, a terminal or another device is the job's own, with
 * everything that it may do with it; the end of a file is read afterwards. Only pipes and sockets (and /dev/null, which
 * cannot be read back) are replaced by a pipe of ours, one for both streams where they are the same.
 */
import { fstatSync, openSync, readSync, statSync, closeSync, type Stats } from 'node:fs';
import { devNull } from 'node:os';
import { isatty } from 'node:tty';
import { orderPipes } from './named-pipe.ts';
import { keptBytes, tailOf, type OutputTail } from './output-tail.ts';
import { openRelay, type Relay } from './relay.ts';
import { postSentinel, type Sentinel } from './sentinel.ts';

export interface JobOutput {
  /** What the job's stdout and stderr are, as `spawn` takes it. */
  readonly stdio: readonly ['inherit' | number, 'inherit' | number];
  /** Once the job is running. */
  readonly begin: () => Sentinel;
  /** After the job's end, for at most `patienceMs`. @returns the end of its output. */
  readonly drain: (patienceMs: number) => Promise<string>;
  /** Resolves when nothing is being written by this process. */
  readonly end: () => Promise<void>;
}

const streams = [1, 2] as const;
type OutputFd = (typeof streams)[number];

/**
 * Prepares the streams while this process goes on; the returned function opens them.
 * @param isKept false: the output is the job's own altogether.
 */
export function prepareJobOutput(isKept: boolean): () => JobOutput {
  const sources = isKept ? streams.map(describe) : [];
  const relayed = sources.filter(({ is }) => is === 'relayed');
  const distinct = withoutRepeats(relayed);
  const openPipes = orderPipes(distinct.length);
  return () => {
    const pipes = openPipes() ?? [];
    const targetOf = (fd: OutputFd): 'inherit' | number => {
      const id = relayed.find((source) => source.fd === fd)?.id;
      return pipes[distinct.findIndex((source) => source.id === id)]?.writing ?? 'inherit';
    };
    const tail = tailOf();
    return {
      stdio: [targetOf(1), targetOf(2)],
      ...passOn({
        tail,
        files: withoutRepeats(sources.filter(({ is }) => is === 'file')).map(({ fd }) => openFileEnd(fd)),
        relays: pipes.map((pipe, at) => openRelay(pipe, distinct[at]?.fd ?? 1, tail.add)),
      }),
    };
  };
}

interface Ends {
  readonly tail: OutputTail;
  readonly files: readonly FileEnd[];
  readonly relays: readonly Relay[];
}

function passOn({ tail, files, relays }: Ends): Omit<JobOutput, 'stdio'> {
  return {
    begin() {
      const [first] = relays.map((relay) => relay.begin());
      return first ?? postSentinel(null);
    },
    async drain(patienceMs) {
      const untilMs = performance.now() + patienceMs;
      await Promise.all(relays.map((relay) => relay.drain(untilMs)));
      for (const file of files) file.read(tail);
      return tail.text();
    },
    async end() {
      await Promise.all(relays.map((relay) => relay.end()));
    },
  };
}

interface Source {
  readonly fd: OutputFd;
  readonly is: 'file' | 'relayed' | 'inherited';
  /** The same for two streams that are one file. */
  readonly id: string;
}

/** Where both streams are one file, one of them. */
function withoutRepeats(sources: readonly Source[]): readonly Source[] {
  return sources.filter(({ id }, at) => sources.findIndex((other) => other.id === id) === at);
}

function describe(fd: OutputFd): Source {
  const stat = statOf(fd);
  if (stat === null) return { fd, is: 'inherited', id: '' };
  const isRelayed = stat.isFIFO() || stat.isSocket() || (stat.isCharacterDevice() && isNull(stat));
  const is = isatty(fd) ? 'inherited' : isRelayed ? 'relayed' : stat.isFile() ? 'file' : 'inherited';
  return { fd, is, id: `${String(stat.dev)}:${String(stat.ino)}` };
}

/** Null: it is closed. */
function statOf(fd: number): Stats | null {
  try {
    return fstatSync(fd);
  } catch {
    return null;
  }
}

function isNull({ rdev }: Stats): boolean {
  return rdev === statSync(devNull).rdev;
}

interface FileEnd {
  /** Adds what has been written to the file since it was opened. */
  readonly read: (tail: OutputTail) => void;
}

/** How much of a file is read, and from where. */
interface Part {
  readonly buffer: Buffer;
  readonly from: number;
}

function openFileEnd(fd: OutputFd): FileEnd {
  const begin = fstatSync(fd).size;
  return {
    read(tail) {
      try {
        const { size } = fstatSync(fd);
        const from = Math.max(begin, size - keptBytes);
        const buffer = Buffer.alloc(Math.max(0, size - from));
        tail.add(buffer.subarray(0, readPart(fd, { buffer, from })));
      } catch {
        return; // it may not be read: the ping goes without it
      }
    },
  };
}

/**
 * Through the job's own descriptor, where it may read: cron's file belongs to root, and this user cannot open it. Else it
 * is opened again. The job's position in the file stays.
 */
function readPart(fd: OutputFd, { buffer, from }: Part): number {
  try {
    return readSync(fd, buffer, 0, buffer.length, from);
  } catch {
    const again = openSync(`/dev/fd/${String(fd)}`, 'r');
    try {
      return readSync(again, buffer, 0, buffer.length, from);
    } finally {
      closeSync(again);
    }
  }
}
