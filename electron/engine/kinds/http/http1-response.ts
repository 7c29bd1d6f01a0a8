/**
 * One response as undici's parser reports it. undici could also make a stream of the body, which costs more than what a
 * check does with a body: one more stream for each check, kept until V8's next full collection.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Settle } from '../../transport/cancellable.ts';
import type { BodySink, BodySource } from './body-source.ts';

export interface Http1Head {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: BodySource;
}

type Controller = Dispatcher.DispatchController;

export class Http1Response implements Dispatcher.DispatchHandler, BodySource {
  readonly #head: Settle<Http1Head>;
  #controller: Controller | null = null;
  #sink: BodySink | null = null;
  /** What came before there was a sink. */
  #early: ((sink: BodySink) => void)[] = [];

  constructor(head: Settle<Http1Head>) {
    this.#head = head;
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
  }

  onResponseStart(_: Controller, status: number, headers: IncomingHttpHeaders): void {
    if (status >= 200) this.#head.resolve({ status, headers, body: this });
  }

  onResponseData(_: Controller, chunk: Buffer): void {
    if (this.#sink === null) this.#early.push((sink) => sink.data(chunk));
    else this.#sink.data(chunk);
  }

  onResponseEnd(): void {
    if (this.#sink === null) this.#early.push((sink) => sink.end());
    else this.#sink.end();
  }

  /** Before the head, of the response; after it, of the body. */
  onResponseError(_: Controller, error: Error): void {
    this.#head.reject(error);
    if (this.#sink === null) this.#early.push((sink) => sink.error(error));
    else this.#sink.error(error);
  }

  pause(): void {
    this.#controller?.pause();
  }

  resume(): void {
    this.#controller?.resume();
  }

  flow(sink: BodySink): () => void {
    this.#sink = sink;
    const early = this.#early;
    this.#early = [];
    for (const tell of early) tell(sink);
    return () => (this.#sink = lost);
  }
}

/** Takes what nobody wants any more. */
const lost: BodySink = { data: () => undefined, end: () => undefined, error: () => undefined };
