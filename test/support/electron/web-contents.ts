/** Pages and their frames. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { FakeEvent } from './event.ts';

export class FakeFrame implements Pick<Electron.WebFrameMain, 'url'> {
  readonly url: string;
  readonly parent: FakeFrame | null;
  constructor(url: string, parent: FakeFrame | null = null) {
    this.url = url;
    this.parent = parent;
  }
}

type WebContentsPart = 'getURL' | 'send' | 'reload' | 'setWindowOpenHandler';
export class FakeWebContents extends EventEmitter implements Pick<Electron.WebContents, WebContentsPart> {
  url = '';
  readonly sent: (readonly unknown[])[] = [];
  reloads = 0;
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;

  constructor() {
    super();
    app.emit('web-contents-created', {}, this);
  }
  getURL(): string {
    return this.url;
  }
  send(channel: string, ...args: unknown[]): void {
    this.sent.push([channel, ...args]);
  }
  reload(): void {
    this.reloads += 1;
  }
  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }
  /** The page tries something that an event lets refuse. @returns whether it was refused. */
  attempt(event: string): boolean {
    const attempted = new FakeEvent();
    this.emit(event, attempted);
    return attempted.defaultPrevented;
  }
}
