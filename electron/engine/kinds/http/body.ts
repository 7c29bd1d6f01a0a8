/**
 * Reads and decodes the body of a response, up to a limit of decoded bytes. Whatever the server sends (an endless body, a
 * zip bomb, one byte a second), no more than the limit and a few chunks are in memory.
 */
import type { Readable, Transform } from 'node:stream';
import type { Cancel } from '../../ports.ts';
import { cancellable } from '../../transport/cancellable.ts';
import { encodingsOf, makeDecoder } from './content-decoding.ts';
import { ProbeError } from '../../transport/probe-error.ts';
import type { SocketContext } from '../../transport/open-socket.ts';

export interface Body {
  /** Decoded; up to the limit. */
  readonly bytes: Buffer;
  /** There was more, or may have been: the rest was not read. */
  readonly isTruncated: boolean;
}

interface BodyOptions {
  readonly contentEncoding: string;
  readonly maxBytes: number;
  readonly context: SocketContext;
  /** Whether the rest can change nothing; asked at every doubling of a large body, and after each pause of a slow one. */
  readonly isDecided: (read: Buffer) => boolean;
  /** Why a body that has ended is not complete; null: it is. */
  readonly missingEnd: () => Error | null;
}

/** Of a body that decides nothing no more is read than this, or for longer than this. */
const idleBytes = 65_536;
const idleMs = 250;

/** The caller closes the connection, which ends `source` as well. */
export async function readBody(source: Readable, options: BodyOptions): Promise<Body> {
  const { maxBytes, context, isDecided } = options;
  const { clock, deadline, trace } = context;
  const encodings = encodingsOf(options.contentEncoding);
  let sentBytes = 0;
  trace.bodyBytes = 0;

  return await cancellable<Body>(deadline, ({ resolve, reject }) => {
    const chunks: Buffer[] = [];
    let keptBytes = 0;
    let stages: readonly Transform[] = [];
    let nextLook = idleBytes;
    let cancelLook: Cancel = () => undefined;

    let closeGate: Cancel | null = null;
    const pass = (): void => {
      if (keptBytes > smallBytes) closeGate ??= openGate(stages.at(-1) ?? source, context);
    };

    const keep = (chunk: Buffer): void => {
      const room = maxBytes - keptBytes;
      chunks.push(chunk.length <= room ? chunk : chunk.subarray(0, room));
      keptBytes += Math.min(chunk.length, room);
      if (chunk.length > room) resolve({ bytes: Buffer.concat(chunks), isTruncated: true });
      else if (keptBytes >= nextLook) {
        nextLook = keptBytes * 2;
        if (!stopIfDecided()) pass();
      } else pass();
    };
    const stopIfDecided = (): boolean => {
      const bytes = Buffer.concat(chunks);
      const isEnough = isDecided(bytes);
      if (isEnough) resolve({ bytes, isTruncated: true });
      return isEnough;
    };
    const lookLater = (isFirst: boolean): void => {
      const sizeBefore = keptBytes;
      cancelLook = clock.setTimer(idleMs, () => {
        if (isFirst || keptBytes !== sizeBefore) stopIfDecided();
        lookLater(false);
      });
    };
    const finish = (): void => resolve({ bytes: Buffer.concat(chunks), isTruncated: false });

    const receive = (chunk: Buffer): void => {
      if (sentBytes === 0) stages = connectStages(encodings, chunk, { keep, finish, reject, source });
      sentBytes += chunk.length;
      trace.bodyBytes = sentBytes;
      const [entrance] = stages;
      if (entrance === undefined) keep(chunk);
      else if (!entrance.write(chunk)) source.pause();
    };

    lookLater(true);
    source.on('error', reject);
    source.on('data', receive);
    source.on('end', () => {
      const [entrance] = stages;
      const missing = options.missingEnd();
      if (missing !== null) reject(missing);
      else if (entrance === undefined) finish();
      else entrance.end();
    });
    return () => {
      cancelLook();
      closeGate?.();
      source.off('data', receive);
      for (const stage of stages) stage.destroy();
    };
  });
}

/** A body up to this size needs no place. */
const smallBytes = 65_536;

/** Pauses the output of a large body until there is a place for it. @returns frees the place. */
function openGate(output: Readable, context: SocketContext): Cancel {
  let end: Cancel = () => undefined;
  let isClosed = false;
  output.pause();
  context.work.bodies.begin(context.trace.host, context).then(
    (endWork) => {
      end = endWork;
      if (isClosed) end();
      else output.resume();
    },
    () => undefined, // the program stops, which ends the read as well
  );
  return () => {
    isClosed = true;
    end();
  };
}

interface Ends {
  readonly source: Readable;
  readonly keep: (chunk: Buffer) => void;
  readonly finish: () => void;
  readonly reject: (error: Error) => void;
}

/** Chains the decoders; the first pauses the source, the last passes its output on. */
function connectStages(encodings: readonly string[], firstChunk: Buffer, ends: Ends): readonly Transform[] {
  const stages = encodings.map((encoding, index) => makeDecoder(encoding, index === 0 ? firstChunk[0] : undefined));
  stages.forEach((stage, index) => {
    const encoding = encodings[index] ?? '';
    stage.on('error', (error) =>
      ends.reject(new ProbeError({ code: 'body-undecodable', facts: { encoding, detail: error.message } })),
    );
    const next = stages[index + 1];
    if (next === undefined) stage.on('data', ends.keep).on('end', ends.finish);
    else stage.pipe(next);
  });
  stages[0]?.on('drain', () => ends.source.resume());
  return stages;
}
