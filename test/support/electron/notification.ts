/** Notifications of the desktop. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { FakeEvent } from './event.ts';

type NotificationPart = 'show' | 'close' | 'title' | 'body' | 'id';
export class Notification extends EventEmitter implements Pick<Electron.Notification, NotificationPart> {
  static readonly made: Notification[] = [];
  static supported = true;
  /** What the desktop does with the next ones. */
  static outcome: 'shows' | 'fails' | 'is silent' = 'shows';
  /** macOS: what an earlier start has left in the list. */
  static history: Notification[] = [];
  /** macOS: identifiers of what was taken off the list. */
  static readonly removed: string[] = [];
  /** Windows: an activation, also of an earlier start's notification. */
  static activate: (details: Electron.ActivationArguments) => void = () => undefined;

  static isSupported(): boolean {
    return Notification.supported;
  }
  static async getHistory(): Promise<readonly Notification[]> {
    return Notification.history;
  }
  static remove(id: string): void {
    Notification.removed.push(id);
  }
  static handleActivation(callback: (details: Electron.ActivationArguments) => void): void {
    Notification.activate = callback;
  }
  readonly options: Electron.NotificationConstructorOptions;
  readonly id: string;
  title: string;
  body: string;
  isClosed = false;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.options = options;
    this.id = options.id ?? 'a random one';
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    Notification.made.push(this);
  }
  show(): void {
    if (Notification.outcome === 'shows') this.emit('show', new FakeEvent());
    if (Notification.outcome === 'fails') this.emit('failed', new FakeEvent(), 'not allowed');
  }
  close(): void {
    this.isClosed = true;
  }
  /** The user presses a button. */
  press(actionIndex: number): void {
    this.emit('action', { actionIndex, selectionIndex: -1 } satisfies Electron.NotificationActionEventParams);
  }
}
