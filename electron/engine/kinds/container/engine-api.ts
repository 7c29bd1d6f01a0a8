/**
 * What is asked of a container engine, by the API that Docker and Podman share (https://docs.docker.com/reference/api/engine/):
 * paths without a version, which every daemon accepts. Responses are parsed, bounded and never trusted.
 */
import { request } from 'node:http';
import { z } from 'zod';
import { cancellable } from '../../transport/cancellable.ts';
import type { Deadline } from '../../transport/deadline.ts';

const maxBytes = 2_097_152;
const mostContainers = 50;

const log = z.object({ Start: z.string().catch(''), ExitCode: z.number().catch(0), Output: z.string().catch('') });
const health = z.object({
  Status: z.string().catch(''),
  Log: z.array(log).nullish().catch(null),
});
const inspected = z.object({
  Name: z.string().catch(''),
  RestartCount: z.number().catch(0),
  Config: z.object({ Image: z.string().catch('') }).catch({ Image: '' }),
  State: z.object({
    Status: z.string(),
    ExitCode: z.number().catch(0),
    OOMKilled: z.boolean().catch(false),
    Health: health.nullish().catch(null),
    /** Podman before version 4.1. */
    Healthcheck: health.nullish().catch(null),
  }),
});
const listed = z.array(z.object({ Id: z.string() }));

export type Inspected = z.output<typeof inspected>;
export type Health = z.output<typeof health>;

/** The engine responds, but not with what was asked for. */
export class EngineError extends Error {
  readonly status: number;
  readonly why: 'refused' | 'too-large' | 'unreadable';
  /** In the words of the engine; empty: none. */
  readonly detail: string;

  constructor(status: number, why: EngineError['why'], detail = '') {
    super(why);
    this.name = 'EngineError';
    this.status = status;
    this.why = why;
    this.detail = detail;
  }
}

/** Null: there is no such container. Rejects with the system's error where the socket cannot be reached. */
export async function inspect(socket: string, name: string, deadline: Deadline): Promise<Inspected | null> {
  const { status, body } = await get(socket, `/containers/${encodeURIComponent(name)}/json`, deadline);
  if (status === 404) return null;
  return parsed(inspected, status, body);
}

/** The ids of all containers with the label, stopped ones included. */
export async function withLabel(socket: string, label: string, deadline: Deadline): Promise<readonly string[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
  const { status, body } = await get(socket, `/containers/json?all=true&filters=${filters}`, deadline);
  return parsed(listed, status, body)
    .slice(0, mostContainers)
    .map(({ Id }) => Id);
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

function get(socketPath: string, path: string, deadline: Deadline): Promise<Reply> {
  return cancellable<Reply>(deadline, ({ resolve, reject }) => {
    const asked = request({ socketPath, path, headers: { host: 'localhost' }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > maxBytes) reject(new EngineError(response.statusCode ?? 0, 'too-large'));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    asked.on('error', reject);
    asked.end();
    return () => {
      // An error after the end concerns nobody.
      asked.on('error', () => undefined).destroy();
    };
  });
}

function parsed<T>(shape: z.ZodType<T>, status: number, body: string): T {
  if (status < 200 || status > 299) throw new EngineError(status, 'refused', messageIn(body));
  const found = shape.safeParse(jsonIn(body));
  if (!found.success) throw new EngineError(status, 'unreadable');
  return found.data;
}

function messageIn(body: string): string {
  const found = z.object({ message: z.string() }).safeParse(jsonIn(body));
  return found.success ? found.data.message : '';
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
