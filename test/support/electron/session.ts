/** The pages' permissions, requests and proxies. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { FakeWebContents } from './web-contents.ts';

type SessionPart =
  'resolveProxy' | 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler';
type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;
type DeviceHandler = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>;
type BeforeRequest = (
  details: { readonly url: string },
  callback: (response: Electron.CallbackResponse) => void,
) => void;
class FakeSession extends EventEmitter implements Pick<Electron.Session, SessionPart> {
  #onRequest: RequestHandler | null = null;
  #onCheck: CheckHandler | null = null;
  #onDevice: DeviceHandler | null = null;
  #onBeforeRequest: BeforeRequest | null = null;
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#onBeforeRequest = listener;
    },
  };

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#onRequest = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#onCheck = handler;
  }
  setDevicePermissionHandler(handler: DeviceHandler | null): void {
    this.#onDevice = handler;
  }
  /** The ways in which Chromium asks. Where nobody listens it is granted, as in Electron. */
  grants(permission: Parameters<RequestHandler>[1], origin: string): { request: boolean; check: boolean } {
    const answers: boolean[] = [];
    const contents = new FakeWebContents() as unknown as Electron.WebContents;
    const details = { isMainFrame: true, requestingUrl: `${origin}/` };
    this.#onRequest?.(contents, permission, (isGranted) => answers.push(isGranted), details);
    return { request: answers[0] ?? true, check: this.#onCheck?.(contents, permission, `${origin}/`, details) ?? true };
  }
  grantsDevice(details: Parameters<DeviceHandler>[0]): boolean {
    return this.#onDevice?.(details) ?? true;
  }
  /** As a PAC script answers. */
  proxies = 'DIRECT';
  async resolveProxy(_url: string): Promise<string> {
    return this.proxies;
  }
  loads(url: string): boolean {
    const answers: Electron.CallbackResponse[] = [];
    this.#onBeforeRequest?.({ url }, (response) => answers.push(response));
    return answers[0]?.cancel !== true;
  }
}
export const session = { defaultSession: new FakeSession() };
