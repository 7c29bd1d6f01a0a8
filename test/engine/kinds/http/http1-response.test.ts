import { expect, test } from 'vitest';
import type { Dispatcher } from 'undici';
import type { BodySink } from '../../../../electron/engine/kinds/http/body-source.ts';
import { Http1Response, type Http1Head } from '../../../../electron/engine/kinds/http/http1-response.ts';

const ended = new Error('the connection has ended');

function rig() {
  const told: unknown[] = [];
  const controller = {
    aborted: false,
    paused: false,
    reason: null,
    abort: () => undefined,
    pause: () => told.push('paused'),
    resume: () => told.push('resumed'),
  } satisfies Dispatcher.DispatchController;
  const response = new Http1Response({
    resolve: (head: Http1Head) => told.push(head.status),
    reject: (error) => told.push(error),
  });
  const sink: BodySink = {
    data: (chunk) => told.push(chunk.toString()),
    end: () => told.push('end'),
    error: (error) => told.push(error),
  };
  response.onRequestStart(controller);
  return { response, controller, sink, told };
}

test('a body that came before anybody wanted it is passed on, in order', () => {
  const { response, controller, sink, told } = rig();
  response.onResponseStart(controller, 200, {});
  response.onResponseData(controller, Buffer.from('a'));
  response.onResponseData(controller, Buffer.from('b'));
  response.onResponseEnd();
  response.flow(sink);
  expect(told).toEqual([200, 'a', 'b', 'end']);
});

test('what comes later follows what came before', () => {
  const { response, controller, sink, told } = rig();
  response.onResponseStart(controller, 200, {});
  response.onResponseData(controller, Buffer.from('a'));
  response.flow(sink);
  response.onResponseData(controller, Buffer.from('b'));
  response.onResponseError(controller, ended);
  expect(told.slice(0, 3)).toEqual([200, 'a', 'b']);
  expect(told.at(-1)).toBe(ended);
});

test('a body that nobody wants any more is dropped', () => {
  const { response, controller, sink, told } = rig();
  response.onResponseStart(controller, 200, {});
  const stop = response.flow(sink);
  stop();
  response.onResponseData(controller, Buffer.from('late'));
  response.onResponseEnd();
  expect(told).toEqual([200]);
});

test('an interim response is none', () => {
  const { response, controller, told } = rig();
  response.onResponseStart(controller, 103, {});
  expect(told).toEqual([]);
});

test('an error before the head is that of the response', () => {
  const { response, controller, told } = rig();
  response.onResponseError(controller, ended);
  expect(told).toEqual([ended]);
});

test('the connection is paused and goes on', () => {
  const { response, controller, told } = rig();
  response.onResponseStart(controller, 200, {});
  response.pause();
  response.resume();
  expect(told).toEqual([200, 'paused', 'resumed']);
});
